/* Counts every call that changes a file or speaks to a server, and kills the process at one. */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <signal.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/types.h>
#include <unistd.h>

static long seen, fatal = -1;

void kill_points_arm(long at) { seen = 0; fatal = at; }
long kill_points_seen(void) { return seen; }

static void point(void) {
    if (fatal < 0) return;
    if (++seen == fatal) kill(getpid(), SIGKILL);
}

#define WRAP(type, name, parameters, arguments)                 \
    type name parameters {                                      \
        static type (*real) parameters;                         \
        if (!real) real = (type (*) parameters)dlsym(RTLD_NEXT, #name); \
        point();                                                \
        return real arguments;                                  \
    }

WRAP(ssize_t, write, (int f, const void *b, size_t n), (f, b, n))
WRAP(ssize_t, pwrite, (int f, const void *b, size_t n, off_t o), (f, b, n, o))
WRAP(ssize_t, pwrite64, (int f, const void *b, size_t n, off64_t o), (f, b, n, o))
/* A killed process loses nothing that it handed to the system, so there is no need to wait. */
int fsync(int f) { (void)f; point(); return 0; }
int fdatasync(int f) { (void)f; point(); return 0; }
WRAP(int, ftruncate, (int f, off_t n), (f, n))
WRAP(int, ftruncate64, (int f, off64_t n), (f, n))
WRAP(int, rename, (const char *a, const char *b), (a, b))
WRAP(int, renameat2, (int d, const char *a, int e, const char *b, unsigned g), (d, a, e, b, g))
WRAP(int, mkdir, (const char *p, mode_t m), (p, m))
WRAP(int, rmdir, (const char *p), (p))
WRAP(int, unlink, (const char *p), (p))
WRAP(int, unlinkat, (int d, const char *p, int g), (d, p, g))
WRAP(ssize_t, send, (int f, const void *b, size_t n, int g), (f, b, n, g))
