package org.sbms.kit.access;

import java.util.List;
import java.util.Map;
import org.sbms.kit.web.form.Form;

/** One user; {@code roles} are titles by name. */
public record UserPage(
    Users.User user,
    Form form,
    Form password,
    Map<String, String> roles,
    List<String> permissions) {}
