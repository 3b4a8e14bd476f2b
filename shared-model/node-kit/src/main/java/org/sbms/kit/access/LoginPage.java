package org.sbms.kit.access;

import org.sbms.kit.web.form.Form;

/** The login page; {@code to} is where it leads. */
public record LoginPage(Form form, String to) {}
