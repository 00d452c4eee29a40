#include "trainer/jobs.h"

#include "bundle/base/memory.h"

#include <pthread.h>
#include <stdlib.h>
#include <unistd.h>

#define THREAD_LIMIT 256

struct crew {
    const struct jobs *jobs;
    pthread_mutex_t lock;
    size_t next;
    size_t failed; /* number of the first failed job, jobs->count while there is none */
    struct error error;
};

static bool take_job(struct crew *crew, size_t *job)
{
    pthread_mutex_lock(&crew->lock);
    const bool any = crew->next < crew->jobs->count && crew->failed == crew->jobs->count;
    if (any) *job = crew->next++;
    pthread_mutex_unlock(&crew->lock);
    return any;
}

static void note_failure(struct crew *crew, size_t job, const struct error *error)
{
    pthread_mutex_lock(&crew->lock);
    if (job < crew->failed) {
        crew->failed = job;
        crew->error = *error;
    }
    pthread_mutex_unlock(&crew->lock);
}

static void *work(void *context)
{
    struct crew *crew = context;
    size_t job;
    while (take_job(crew, &job)) {
        struct error error = ERROR_NONE;
        if (!crew->jobs->run(crew->jobs->context, job, &error)) note_failure(crew, job, &error);
    }
    return NULL;
}

/* The calling thread works too, so that a machine that grants no thread at all still gets the work done. */
static void run_crew(struct crew *crew)
{
    const size_t wanted = (size_t)crew->jobs->threads < crew->jobs->count ? (size_t)crew->jobs->threads : crew->jobs->count;
    pthread_t *threads = memory_zeroed(wanted, sizeof *threads);
    size_t started = 0;
    while (started + 1 < wanted && pthread_create(&threads[started], NULL, work, crew) == 0)
        started++;
    work(crew);
    for (size_t i = 0; i < started; i++)
        pthread_join(threads[i], NULL);
    free(threads);
}

bool jobs_run(const struct jobs *jobs, struct error *error)
{
    struct crew crew = {.jobs = jobs, .failed = jobs->count, .error = ERROR_NONE};
    pthread_mutex_init(&crew.lock, NULL);
    run_crew(&crew);
    pthread_mutex_destroy(&crew.lock);
    if (crew.failed == jobs->count) return true;
    return error_set(error, crew.error.exit_code, "%s", crew.error.message);
}

int32_t jobs_default_threads(void)
{
    const long online = sysconf(_SC_NPROCESSORS_ONLN);
    if (online < 1) return 1;
    return online > THREAD_LIMIT ? THREAD_LIMIT : (int32_t)online;
}
