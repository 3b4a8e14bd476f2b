package org.sbms.kit.web;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.sbms.contract.Money;
import org.sbms.kit.operation.Permission;
import org.sbms.kit.text.Language;
import org.sbms.kit.text.Texts;

/** What every template gets beside its model: who looks, in which language, what may be shown. */
public record PageView(
    Site site,
    Texts texts,
    Optional<Visitor> visitor,
    String path,
    List<MenuEntry> menu,
    Map<String, Long> badges,
    Optional<Toast> toast,
    Assets assets,
    Instant now) {

  private static final int SHORT_MENU = 14;
  private static final int LAST_OF_ALL_DAY = 20;

  public String t(String key, Object... args) {
    return texts.t(key, args);
  }

  /** An English sentence of the code in the reader's language. */
  public String said(String english) {
    return texts.said(english);
  }

  public String money(Money money) {
    return texts.money(money);
  }

  public String amount(Money money) {
    return texts.amount(money);
  }

  public String number(long number) {
    return texts.number(number);
  }

  public String time(Instant at) {
    return texts.time(at);
  }

  public String shortTime(Instant at) {
    return texts.shortTime(at, now);
  }

  /** How long ago, in one unit. */
  public String ago(Instant at) {
    return texts.t("kit.ago", texts.duration(Duration.between(at, now)));
  }

  public String date(LocalDate day) {
    return texts.date(day);
  }

  public String asset(String name) {
    return assets.url(name);
  }

  public boolean may(Permission permission) {
    return visitor.map(v -> v.caller().may(permission)).orElse(false);
  }

  public String csrf() {
    return visitor.map(Visitor::csrfToken).orElse("");
  }

  public Language language() {
    return texts.language();
  }

  public List<Language> languages() {
    return List.of(Language.values());
  }

  /** The entry that the present page belongs to is the one with the longest matching path. */
  public boolean isActive(MenuEntry entry) {
    return menu.stream()
        .filter(e -> covers(e.path()))
        .max(java.util.Comparator.comparingInt(e -> e.path().length()))
        .map(entry::equals)
        .orElse(false);
  }

  /**
   * The menu by tens. A short menu is open all over; of a long one, what is used all day and what
   * the present page belongs to.
   */
  public List<MenuGroup> menuGroups() {
    Map<Integer, List<MenuEntry>> byTen =
        menu.stream()
            .collect(
                Collectors.groupingBy(
                    entry -> entry.order() / 10 * 10, TreeMap::new, Collectors.toList()));
    return byTen.entrySet().stream()
        .map(group ->
            new MenuGroup(
                group.getKey(),
                group.getValue(),
                menu.size() <= SHORT_MENU
                    || group.getKey() <= LAST_OF_ALL_DAY
                    || group.getValue().stream().anyMatch(this::isActive)))
        .toList();
  }

  public long badge(MenuEntry entry) {
    return badges.getOrDefault(entry.path(), 0L);
  }

  private boolean covers(String entryPath) {
    return path.equals(entryPath) || !entryPath.equals("/") && path.startsWith(entryPath + "/");
  }
}
