package org.sbms.contract.subscriber;

/** Whether a subscriber is served. */
public enum SubscriberState {
  ACTIVE,
  SUSPENDED,
  TERMINATED
}
