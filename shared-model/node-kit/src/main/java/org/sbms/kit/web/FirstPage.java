package org.sbms.kit.web;

import org.sbms.kit.operation.Caller;

/** Leads whoever has logged in to the first thing they may use. */
record FirstPage(Web web) implements PageHandler {

  @Override
  public PageResponse handle(PageRequest request) {
    Caller caller = request.caller();
    return web.menu().stream()
        .filter(entry -> entry.isFor(caller) && !entry.path().equals("/"))
        .findFirst()
        .map(entry -> PageResponse.redirect(entry.path()))
        .orElseGet(() -> PageResponse.page("kit/welcome", request.texts().t("kit.welcome")));
  }
}
