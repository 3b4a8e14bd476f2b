package org.sbms.kit.access;

import java.util.Map;
import org.sbms.kit.web.form.Form;

/** The form of a new user; {@code roles} are titles by name. */
public record NewUserPage(Form form, Map<String, String> roles) {}
