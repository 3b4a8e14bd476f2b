package org.sbms.kit.web;

/** Answers one API call, already validated against the contract. Runs on a virtual thread. */
@FunctionalInterface
public interface ApiHandler {
  ApiResponse handle(ApiRequest request);
}
