/* Just enough of shp/1 for a hostile plugin in C: frames, the handshake with its HMAC, one kind of request.
 * A plugin for people should check far more than this does. */
#ifndef SHP_H
#define SHP_H

#include <stdint.h>
#include <stddef.h>

/* Greets the core. Gives 0 when the core is gone. */
int shp_greet(void);

/* The next request: its number, method and, of `connect`, the URI. Gives 0 when the core is gone. */
struct shp_request {
  uint64_t id;
  char method[64];
  char uri[10001];
};
int shp_next(struct shp_request *request);

/* Answers. A text goes where `connect` says the name of the database. */
void shp_answer_connect(uint64_t id, const char *text);
void shp_answer_nothing(uint64_t id);

/* Writes all of some bytes to stdout. Gives 0 when that cannot be done. */
int shp_write(const void *bytes, size_t length);

#endif
