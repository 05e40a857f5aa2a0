// coolhead serve: everything, put together and taken apart again.
#pragma once

struct cli;

// The exit status: 0 after an orderly stop, 1 with one sentence on stderr.
int serve(const struct cli *cli);
