package org.sbms.kit.web;

import java.util.Optional;
import org.sbms.kit.operation.Caller;
import org.sbms.kit.operation.Permission;

/**
 * A line of the menu, shown to those who may use it.
 *
 * @param labelKey its message
 * @param icon a name of the Tabler icons, without {@code ti-}
 * @param order small is high; entries of one ten stand together: 10 front office, 20 money, 30
 *     goods, 40 billing, 50 finance, 60 reference, 80 network, 90 administration
 */
public record MenuEntry(
    String path, String labelKey, String icon, int order, Optional<Permission> permission) {

  public MenuEntry(String path, String labelKey, String icon, int order, Permission permission) {
    this(path, labelKey, icon, order, Optional.of(permission));
  }

  /** For everybody who has logged in. */
  public static MenuEntry forAll(String path, String labelKey, String icon, int order) {
    return new MenuEntry(path, labelKey, icon, order, Optional.empty());
  }

  boolean isFor(Caller caller) {
    return permission.map(caller::may).orElse(true);
  }
}
