/* What the acts of a hostile plugin share: their arguments, and how they tell what came of them. */
#ifndef ACT_H
#define ACT_H

#include <errno.h>
#include <stddef.h>

/* An argument of the running act, as text and as a number. */
const char *arg(const char *key);
long arg_number(const char *key);

/* "done", with what was stolen behind it. */
const char *done(const char *format, ...);
/* "refused: CALL ERRNO", from the errno of the call that has just failed. */
const char *refused(const char *call);

typedef const char *act_function(void);
struct act {
  const char *name;
  act_function *run;
};

extern const struct act FILE_ACTS[], NETWORK_ACTS[], PROCESS_ACTS[], RESOURCE_ACTS[];

#endif
