/* Preloaded into the tests' program: the n-th call that changes a file in one folder fails, or it and every one after it, which leaves
   on the disk what a process leaves that ends there. FaultControl.cs writes the orders into the shared memory. */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <sys/types.h>
#include <sys/uio.h>
#include <unistd.h>

struct orders {
    volatile int armed, at, seen, fired, error, lasting;
    char rest[40];
    char folder[960];
    char failed[1024];
};

static struct orders *orders;

#define REAL(type, name, ...) \
    static type (*real)(__VA_ARGS__); \
    if (!real) real = (type (*)(__VA_ARGS__))dlsym(RTLD_NEXT, name)

__attribute__((constructor)) static void attach(void)
{
    const char *path = getenv("CSM_FAULTS");
    REAL(int, "open64", const char *, int, ...);
    int file = path ? real(path, O_RDWR) : -1;
    if (file < 0)
        return;
    void *memory = mmap(NULL, sizeof(struct orders), PROT_READ | PROT_WRITE, MAP_SHARED, file, 0);
    close(file);
    if (memory != MAP_FAILED)
        orders = memory;
}

static int fails(const char *call, const char *path)
{
    if (!orders || !orders->armed || !path || strncmp(path, orders->folder, strlen(orders->folder)) != 0)
        return 0;
    size_t length = strlen(path);
    if (length > 4 && strcmp(path + length - 4, "-shm") == 0)
        return 0;
    int number = __sync_add_and_fetch(&orders->seen, 1);
    if (orders->at == 0 || number < orders->at || (number > orders->at && !orders->lasting))
        return 0;
    if (number == orders->at) {
        snprintf(orders->failed, sizeof orders->failed, "%s %s", call, path + strlen(orders->folder));
        orders->fired = 1;
    }
    errno = orders->error;
    return 1;
}

static int fails_at(const char *call, int file)
{
    if (!orders || !orders->armed)
        return 0;
    char link[64], path[1024];
    snprintf(link, sizeof link, "/proc/self/fd/%d", file);
    ssize_t length = readlink(link, path, sizeof path - 1);
    if (length <= 0)
        return 0;
    path[length] = 0;
    return fails(call, path);
}

/* Half of what was to be written reaches the disk: a process may end in the middle. */
ssize_t write(int file, const void *bytes, size_t count)
{
    REAL(ssize_t, "write", int, const void *, size_t);
    if (!fails_at("write", file))
        return real(file, bytes, count);
    int error = errno;
    if (count > 1)
        real(file, bytes, count / 2);
    errno = error;
    return -1;
}

ssize_t pwrite64(int file, const void *bytes, size_t count, off64_t at)
{
    REAL(ssize_t, "pwrite64", int, const void *, size_t, off64_t);
    if (!fails_at("write", file))
        return real(file, bytes, count, at);
    int error = errno;
    if (count > 1)
        real(file, bytes, count / 2, at);
    errno = error;
    return -1;
}

ssize_t pwrite(int file, const void *bytes, size_t count, off_t at) { return pwrite64(file, bytes, count, at); }

ssize_t writev(int file, const struct iovec *parts, int count)
{
    REAL(ssize_t, "writev", int, const struct iovec *, int);
    return fails_at("write", file) ? -1 : real(file, parts, count);
}

ssize_t pwritev64(int file, const struct iovec *parts, int count, off64_t at)
{
    REAL(ssize_t, "pwritev64", int, const struct iovec *, int, off64_t);
    return fails_at("write", file) ? -1 : real(file, parts, count, at);
}

ssize_t pwritev(int file, const struct iovec *parts, int count, off_t at) { return pwritev64(file, parts, count, at); }

int fsync(int file)
{
    REAL(int, "fsync", int);
    return fails_at("flush", file) ? -1 : real(file);
}

int fdatasync(int file)
{
    REAL(int, "fdatasync", int);
    return fails_at("flush", file) ? -1 : real(file);
}

int ftruncate64(int file, off64_t length)
{
    REAL(int, "ftruncate64", int, off64_t);
    return fails_at("truncate", file) ? -1 : real(file, length);
}

int ftruncate(int file, off_t length) { return ftruncate64(file, length); }

int rename(const char *from, const char *to)
{
    REAL(int, "rename", const char *, const char *);
    return fails("rename", from) ? -1 : real(from, to);
}

int link(const char *from, const char *to)
{
    REAL(int, "link", const char *, const char *);
    return fails("link", from) ? -1 : real(from, to);
}

int unlink(const char *path)
{
    REAL(int, "unlink", const char *);
    struct stat there;
    return lstat(path, &there) == 0 && fails("delete", path) ? -1 : real(path);
}

int mkdir(const char *path, mode_t mode)
{
    REAL(int, "mkdir", const char *, mode_t);
    struct stat there;
    return lstat(path, &there) != 0 && fails("make folder", path) ? -1 : real(path, mode);
}

int open64(const char *path, int flags, ...)
{
    REAL(int, "open64", const char *, int, ...);
    mode_t mode = 0;
    struct stat there;
    if (flags & O_CREAT) {
        va_list rest;
        va_start(rest, flags);
        mode = va_arg(rest, mode_t);
        va_end(rest);
        if (lstat(path, &there) != 0 && fails("create", path))
            return -1;
    }
    return real(path, flags, mode);
}

int open(const char *path, int flags, ...)
{
    mode_t mode = 0;
    if (flags & O_CREAT) {
        va_list rest;
        va_start(rest, flags);
        mode = va_arg(rest, mode_t);
        va_end(rest);
    }
    return open64(path, flags, mode);
}
