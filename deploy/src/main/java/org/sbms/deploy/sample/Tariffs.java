package org.sbms.deploy.sample;

import java.util.List;

/** What the sample branches sell, at prices of the day in roubles. */
final class Tariffs {
  static final String CURRENCY = "RUB";

  /** A rate plan, or a service beside it. */
  record Offer(String code, String name, long monthlyFeeMinor) {}

  static final List<Offer> PLANS =
      List.of(
          new Offer("MOB-START", "Мобильный Старт", 390_00),
          new Offer("MOB-FAMILY", "Мобильный Семья", 690_00),
          new Offer("MOB-UNLIM", "Мобильный Безлимит", 990_00),
          new Offer("TV-BASE", "ТВ Базовый, 140 каналов", 250_00),
          new Offer("TV-PREMIUM", "ТВ Премиум, 220 каналов", 590_00),
          new Offer("NET-100", "Интернет 100 Мбит/с", 550_00),
          new Offer("NET-500", "Интернет 500 Мбит/с", 850_00),
          new Offer("ALL-IN-ONE", "Всё в одном: связь, ТВ, интернет", 1_290_00));

  static final List<Offer> SERVICES =
      List.of(
          new Offer("CALLER-ID", "Антиопределитель номера", 75_00),
          new Offer("ROAMING-RU", "Поездки по России", 150_00),
          new Offer("STATIC-IP", "Постоянный IP-адрес", 180_00),
          new Offer("TV-SPORT", "Пакет «Спорт»", 299_00),
          new Offer("TV-KINO", "Пакет «Кино»", 249_00),
          new Offer("TV-KIDS", "Пакет «Детский»", 149_00),
          new Offer("MULTIROOM", "Второй телевизор", 100_00),
          new Offer("ANTIVIRUS", "Антивирус", 99_00));

  private Tariffs() {}

  static boolean hasPhone(Offer plan) {
    return plan.code().startsWith("MOB") || plan.code().equals("ALL-IN-ONE");
  }

  static boolean hasTelevision(Offer plan) {
    return plan.code().startsWith("TV") || plan.code().equals("ALL-IN-ONE");
  }

  static boolean hasInternet(Offer plan) {
    return plan.code().startsWith("NET") || plan.code().equals("ALL-IN-ONE");
  }

  /** Services that make sense with the plan. */
  static List<Offer> servicesFor(Offer plan) {
    return SERVICES.stream()
        .filter(service ->
            switch (service.code()) {
              case "CALLER-ID", "ROAMING-RU" -> hasPhone(plan);
              case "STATIC-IP", "ANTIVIRUS" -> hasInternet(plan);
              default -> hasTelevision(plan);
            })
        .toList();
  }
}
