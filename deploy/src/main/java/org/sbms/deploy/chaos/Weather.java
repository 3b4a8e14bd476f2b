package org.sbms.deploy.chaos;

/** What the road from one node to another does with what travels on it. */
enum Weather {
  CLEAR,
  /** Kept back both ways and delivered when it clears, as TCP does over a broken cable. */
  CUT_OFF,
  /** What the caller sends is lost; new connections get nowhere. */
  REQUESTS_LOST,
  /** What the called one sends is lost. */
  REPLIES_LOST,
  /** Connections break with a reset, as fast as they are made. */
  RESET,
  /** Requests arrive and are done; the connection breaks instead of the reply. */
  REPLIES_CUT,
  /** Each connection is slow in its own way, so that later requests overtake earlier ones. */
  ROUGH
}
