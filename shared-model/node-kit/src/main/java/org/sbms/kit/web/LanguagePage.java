package org.sbms.kit.web;

import java.util.Optional;
import org.sbms.kit.text.Language;

/** Switches the language of this browser, and of the user where somebody has logged in. */
record LanguagePage(Authenticator authenticator) implements PageHandler {

  @Override
  public PageResponse handle(PageRequest request) {
    Optional<Language> asked = Language.of(request.pathPart("code"));
    if (asked.isEmpty()) {
      return PageResponse.notFound("There is no such language.");
    }
    request.visitor().ifPresent(visitor -> authenticator.prefers(visitor, asked.get()));
    return new PageResponse.LanguageChange(request.backPath(), asked.get().code());
  }
}
