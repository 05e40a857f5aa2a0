// What is printed.
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/utsname.h>
#include <unistd.h>

#include "load.h"

void machine_print(void) {
    char line[256] = "", model[200] = "unknown";
    struct utsname name;
    FILE *file = fopen("/proc/cpuinfo", "r");
    while (file && fgets(line, sizeof line, file)) {
        const char *colon = strchr(line, ':');
        if (strncmp(line, "model name", 10) != 0 || !colon) continue;
        snprintf(model, sizeof model, "%.*s", (int)strcspn(colon + 2, "\n"), colon + 2);
        break;
    }
    if (file) fclose(file);
    uname(&name);
    printf("machine             %ld cores, %s, Linux %s\n", sysconf(_SC_NPROCESSORS_ONLN), model,
           name.release);
}

void sample_print(const char *what, struct sample *s) {
    printf("%-19s p50 %.2f ms, p99 %.2f ms, longest %.2f ms (%u)\n", what,
           sample_percentile(s, 50) / 1e3, sample_percentile(s, 99) / 1e3,
           sample_percentile(s, 100) / 1e3, s->count);
}

void load_print(struct load *l, const struct cost *cost) {
    double lines = (double)l->lines, load[1] = { 0 };
    getloadavg(load, 1);
    printf("pairs               %d, for %.1f s, in classes of at most %d\n", (int)l->settings.pairs,
           cost->wall_s, CLASS_PAIRS_MAX);
    printf("lines               %.0f/s relayed and recorded; %.0f/s deliveries\n",
           lines / cost->wall_s, (double)l->deliveries / cost->wall_s);
    printf("server              %.1f us of processor a line, %.2f cores; %.1f MiB at most\n",
           cost->server_s * 1e6 / lines, cost->server_s / cost->wall_s,
           (double)host_memory_kib(&l->host) / 1024);
    printf("this program        %.2f cores; load average of the machine %.1f\n",
           cost->own_s / cost->wall_s, load[0]);
    sample_print("to the partner", &l->lag);
    sample_print("to the acceptance", &l->commit);
    printf("lost %lld, twice %lld, out of order %lld, refused %lld, connections cut %lld\n",
           (long long)l->lost, (long long)l->twice, (long long)l->disordered, (long long)l->refused,
           (long long)l->closed);
    printf("recordings          hold %lld of %lld accepted lines, in order\n",
           (long long)l->recorded, (long long)l->accepted);
}
