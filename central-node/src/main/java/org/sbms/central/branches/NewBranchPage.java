package org.sbms.central.branches;

import org.sbms.kit.web.form.Form;

/** The form that registers a branch. */
public record NewBranchPage(Form form) {}
