package org.sbms.kit.web;

/** Answers one page. Runs on a virtual thread. */
@FunctionalInterface
public interface PageHandler {
  PageResponse handle(PageRequest request);
}
