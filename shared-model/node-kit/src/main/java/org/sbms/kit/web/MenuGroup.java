package org.sbms.kit.web;

import java.util.List;

/**
 * Entries of the menu that stand together, under one heading.
 *
 * @param ten what their orders begin with; its message is {@code kit.menu.group.<ten>}
 * @param open whether the entries show before anybody folds or unfolds the group
 */
public record MenuGroup(int ten, List<MenuEntry> entries, boolean open) {
  public MenuGroup {
    entries = List.copyOf(entries);
  }
}
