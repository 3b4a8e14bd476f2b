package org.sbms.central.corporate;

import java.util.Map;
import org.sbms.kit.text.Language;

/** The reasons for suspending and resuming that hold today, by code, in somebody's language. */
public interface ReasonChoices {
  Map<String, String> in(Language language);
}
