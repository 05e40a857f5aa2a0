// What is printed for people, and written for tests/load/table.
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/utsname.h>
#include <unistd.h>

#include "load.h"

#define BUSY 0.9 // of its core: from here on this program may be what is measured

static struct cost cost_sum(const struct run *r) {
    struct cost sum = { 0 };
    for (int i = 0; i < SLICES; i++) {
        sum.server_s += r->slices[i].server_s;
        sum.own_s += r->slices[i].own_s;
        sum.wall_s += r->slices[i].wall_s;
        sum.lines += r->slices[i].lines;
    }
    return sum;
}

static double per(double value, double of) {
    return of > 0 ? value / of : 0;
}

static bool is_bottleneck(const struct cost *c) {
    return c->own_s > BUSY * c->wall_s;
}

static void model_read(char model[200]) {
    char line[256] = "";
    FILE *file = fopen("/proc/cpuinfo", "r");
    snprintf(model, 200, "unknown");
    while (file && fgets(line, sizeof line, file)) {
        const char *colon = strchr(line, ':');
        if (strncmp(line, "model name", 10) != 0 || !colon) continue;
        snprintf(model, 200, "%.*s", (int)strcspn(colon + 2, "\n"), colon + 2);
        break;
    }
    if (file) fclose(file);
}

bool run_is_sound(const struct run *r) {
    const struct faults *f = &r->faults;
    bool faultless =
        !f->lost && !f->twice && !f->misrouted && !f->reordered && !f->refused && !f->cut;
    bool talked = r->settings.idle || r->lines > 0;
    bool kept = !r->reading || r->recorded == r->accepted;
    return faultless && talked && kept;
}

// ---- for people

static void sample_print(const char *what, struct sample *s) {
    if (s->count)
        printf("%-19s p50 %.2f ms, p99 %.2f ms, longest %.2f ms (%u)\n", what,
               sample_percentile(s, 50) / 1e3, sample_percentile(s, 99) / 1e3,
               sample_percentile(s, 100) / 1e3, s->count);
}

static void machine_print(void) {
    char model[200];
    struct utsname name;
    double load[1] = { 0 };
    model_read(model);
    uname(&name);
    getloadavg(load, 1);
    printf("machine             %ld cores, %s, Linux %s, load average %.1f\n",
           sysconf(_SC_NPROCESSORS_ONLN), model, name.release, load[0]);
}

static void joins_print(const struct run *r) {
    if (r->join_s <= 0) return;
    printf("joined              %d in %.2f s: %.0f/s, %s\n", (int)r->people, r->join_s,
           r->people / r->join_s, r->settings.joins_at_once ? "a few at a time" : "all at once");
    printf("memory              %.1f MiB at first; %.0f bytes a connection", r->rss_start / 1024.0,
           (double)(r->rss_joined - r->rss_start) * 1024 / r->people);
    if (r->rss_call)
        printf("; %.0f more a session",
               (double)(r->rss_call - r->rss_joined) * 1024 / r->settings.pairs);
    printf("; %.1f MiB at most\n", (double)host_peak_kib(&r->host) / 1024);
}

static void talk_print(struct run *r, const struct cost *c) {
    double lines = (double)c->lines;
    printf("lines               %.0f/s in %.1f s", lines / c->wall_s, c->wall_s);
    if (r->settings.rate_milli)
        printf(" of %.0f/s scheduled; %lld late at the end",
               r->settings.pairs * r->settings.rate_milli / 1e3, (long long)r->late);
    if (r->copies) printf("; %.0f/s copies to observers", (double)r->copies / c->wall_s);
    if (r->tiles) printf("; %.0f/s messages to walls", (double)r->tiles / c->wall_s);
    printf("\nserver              %.1f us of processor a line, %.2f cores\n",
           per(c->server_s * 1e6, lines), per(c->server_s, c->wall_s));
    printf("this program        %.2f cores%s\n", per(c->own_s, c->wall_s),
           is_bottleneck(c) ? ": IT is the bottleneck, not the server" : "");
    sample_print("to the partner", &r->lag);
    sample_print("to the acceptance", &r->commit);
}

void run_print(struct run *r) {
    const struct faults *f = &r->faults;
    struct cost cost = cost_sum(r);
    machine_print();
    sample_print("fdatasync of 4 KiB", &r->disk);
    joins_print(r);
    if (cost.wall_s > 0) talk_print(r, &cost);
    if (r->resume_s > 0)
        printf("restart             serving after %.2f s, all back after %.2f s\n", r->start_s,
               r->resume_s);
    sample_print("list of recordings", &r->list);
    printf("lost %lld, twice %lld, misrouted %lld, out of order %lld, refused %lld, cut %lld\n",
           (long long)f->lost, (long long)f->twice, (long long)f->misrouted,
           (long long)f->reordered, (long long)f->refused, (long long)f->cut);
    if (r->reading)
        printf("recordings          hold %lld of %lld accepted lines, in order\n",
               (long long)r->recorded, (long long)r->accepted);
}

// ---- for programs

static void sample_write(FILE *to, const char *name, struct sample *s) {
    fprintf(
        to,
        "\"%s\":{\"count\":%u,\"p50_ms\":%.4f,\"p90_ms\":%.4f,\"p99_ms\":%.4f,\"max_ms\":%.4f},",
        name, s->count, sample_percentile(s, 50) / 1e3, sample_percentile(s, 90) / 1e3,
        sample_percentile(s, 99) / 1e3, sample_percentile(s, 100) / 1e3);
}

static void faults_write(FILE *to, const struct faults *f) {
    fprintf(to,
            "\"lost\":%lld,\"twice\":%lld,\"misrouted\":%lld,\"reordered\":%lld,\"refused\":%lld,"
            "\"cut\":%lld,",
            (long long)f->lost, (long long)f->twice, (long long)f->misrouted,
            (long long)f->reordered, (long long)f->refused, (long long)f->cut);
}

static void talk_write(FILE *to, const struct run *r) {
    struct cost c = cost_sum(r);
    fprintf(to,
            "\"lines\":%lld,\"seconds\":%.3f,\"lines_per_s\":%.1f,\"cpu_us_per_line\":%.3f,"
            "\"server_cores\":%.4f,\"own_cores\":%.4f,\"bottleneck\":%s,\"late\":%lld,"
            "\"copies\":%lld,\"tiles\":%lld,\"slices_cpu_us\":[",
            (long long)c.lines, c.wall_s, per((double)c.lines, c.wall_s),
            per(c.server_s * 1e6, (double)c.lines), per(c.server_s, c.wall_s),
            per(c.own_s, c.wall_s), is_bottleneck(&c) ? "true" : "false", (long long)r->late,
            (long long)r->copies, (long long)r->tiles);
    for (int i = 0; i < SLICES; i++)
        fprintf(to, "%s%.3f", i ? "," : "",
                per(r->slices[i].server_s * 1e6, (double)r->slices[i].lines));
    fprintf(to, "],\"slices_rss_kib\":[");
    for (int i = 0; i < SLICES; i++)
        fprintf(to, "%s%lld", i ? "," : "", (long long)r->slices[i].rss_kib);
    fprintf(to, "],");
}

static void memory_write(FILE *to, const struct run *r) {
    fprintf(to,
            "\"rss_start_kib\":%lld,\"rss_joined_kib\":%lld,\"rss_call_kib\":%lld,"
            "\"rss_talk_kib\":%lld,\"rss_peak_kib\":%lld,\"bytes_per_connection\":%.1f,"
            "\"bytes_per_session\":%.1f,",
            (long long)r->rss_start, (long long)r->rss_joined, (long long)r->rss_call,
            (long long)r->rss_talk, (long long)host_peak_kib(&r->host),
            per((double)(r->rss_joined - r->rss_start) * 1024, r->people),
            r->rss_call ? per((double)(r->rss_call - r->rss_joined) * 1024, r->settings.pairs) : 0);
}

bool run_write(struct run *r, const char *file) {
    double load[1] = { 0 };
    FILE *to = fopen(file, "w");
    if (!to) {
        fprintf(stderr, "load: %s can't be written: %m.\n", file);
        return false;
    }
    getloadavg(load, 1);
    fprintf(to, "{\"speech\":\"%s\",\"pairs\":%d,\"sound\":%s,", r->settings.speech->name,
            (int)r->settings.pairs, run_is_sound(r) ? "true" : "false");
    sample_write(to, "fdatasync", &r->disk);
    sample_write(to, "partner", &r->lag);
    sample_write(to, "accepted", &r->commit);
    sample_write(to, "list", &r->list);
    faults_write(to, &r->faults);
    talk_write(to, r);
    memory_write(to, r);
    fprintf(to,
            "\"joined\":%d,\"join_s\":%.3f,\"joins_per_s\":%.1f,\"call_s\":%.3f,\"start_s\":%.3f,"
            "\"resume_s\":%.3f,"
            "\"read_s\":%.3f,\"recorded\":%lld,\"accepted_lines\":%lld,\"load_average\":%.2f}\n",
            (int)r->people, r->join_s, per(r->people, r->join_s), r->call_s, r->start_s,
            r->resume_s, r->read_s, (long long)r->recorded, (long long)r->accepted, load[0]);
    return fclose(to) == 0;
}
