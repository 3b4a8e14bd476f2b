package org.sbms.deploy.sample;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.sbms.contract.BranchCode;

/**
 * Where a branch's subscribers live, and the numbers they can have: one large range of each kind
 * out of docs/samples/number-ranges.csv.
 *
 * @param firstPhone of a range of at least 500,000
 * @param firstCard smart cards, twelve digits, a million
 * @param firstBox set-top boxes, fourteen digits
 */
record Region(long firstPhone, int phones, long firstCard, long firstBox, List<City> cities) {

  /** A city, its postal codes' first three digits and its weight among the branch's subscribers. */
  record City(String name, String postcode, int weight, List<String> streets) {}

  private static final List<String> EVERYWHERE =
      List.of(
          "ул. Ленина",
          "ул. Гагарина",
          "ул. Садовая",
          "ул. Школьная",
          "пр. Мира",
          "ул. Советская",
          "ул. Молодёжная",
          "ул. Пушкина",
          "ул. Кирова",
          "ул. Лесная");

  private static final Map<String, Region> ALL =
      Map.of(
          "NW",
          new Region(
              79_110_800_000L,
              500_000,
              101_000_000_000L,
              90_010_000_000_000L,
              List.of(
                  city(
                      "г. Санкт-Петербург",
                      "19",
                      60,
                      "Невский пр.",
                      "Московский пр.",
                      "ул. Марата",
                      "Лиговский пр.",
                      "пр. Энгельса",
                      "Гражданский пр.",
                      "ул. Савушкина",
                      "пр. Ветеранов"),
                  city("г. Выборг", "188", 10, "пр. Победы", "Ленинградский пр."),
                  city("г. Гатчина", "188", 10, "пр. 25 Октября", "ул. Соборная"),
                  city("г. Великий Новгород", "173", 10, "ул. Большая Московская"),
                  city("г. Псков", "180", 10, "Октябрьский пр.", "Рижский пр."))),
          "SO",
          new Region(
              79_180_000_000L,
              500_000,
              102_000_000_000L,
              90_020_000_000_000L,
              List.of(
                  city(
                      "г. Краснодар",
                      "350",
                      45,
                      "ул. Красная",
                      "ул. Северная",
                      "ул. Ставропольская",
                      "ул. Тургенева"),
                  city("г. Сочи", "354", 25, "Курортный пр.", "ул. Навагинская", "ул. Донская"),
                  city("г. Новороссийск", "353", 15, "ул. Видова", "пр. Дзержинского"),
                  city("г. Армавир", "352", 15, "ул. Мира", "ул. Розы Люксембург"))),
          "UR",
          new Region(
              79_826_000_000L,
              500_000,
              103_000_000_000L,
              90_030_000_000_000L,
              List.of(
                  city(
                      "г. Екатеринбург",
                      "620",
                      55,
                      "ул. Малышева",
                      "ул. 8 Марта",
                      "ул. Белинского",
                      "пр. Космонавтов"),
                  city("г. Нижний Тагил", "622", 20, "ул. Газетная", "ул. Фрунзе"),
                  city("г. Каменск-Уральский", "623", 15, "пр. Победы", "ул. Алюминиевая"),
                  city("г. Первоуральск", "623", 10, "ул. Трубников", "ул. Ватутина"))),
          "FE",
          new Region(
              79_144_300_000L,
              500_000,
              104_000_000_000L,
              90_040_000_000_000L,
              List.of(
                  city("г. Чита", "672", 60, "ул. Бабушкина", "ул. Чкалова", "ул. Амурская"),
                  city("г. Краснокаменск", "674", 20, "пр. Строителей"),
                  city("г. Борзя", "674", 20, "ул. Савватеевская"))),
          "CE",
          new Region(
              79_160_000_000L,
              500_000,
              105_000_000_000L,
              90_050_000_000_000L,
              List.of(
                  city(
                      "г. Москва",
                      "1",
                      70,
                      "ул. Тверская",
                      "Ленинский пр.",
                      "ул. Профсоюзная",
                      "Варшавское ш.",
                      "ул. Арбат",
                      "Дмитровское ш.",
                      "ул. Бутырская"),
                  city("г. Мытищи", "141", 10, "Олимпийский пр.", "ул. Мира"),
                  city("г. Подольск", "142", 10, "ул. Кирова", "Революционный пр."),
                  city("г. Химки", "141", 10, "Юбилейный пр.", "ул. Московская"))),
          "VO",
          new Region(
              79_174_000_000L,
              500_000,
              106_000_000_000L,
              90_060_000_000_000L,
              List.of(
                  city("г. Уфа", "450", 70, "пр. Октября", "ул. Ленина", "ул. Комсомольская"),
                  city("г. Стерлитамак", "453", 20, "пр. Ленина", "ул. Худайбердина"),
                  city("г. Салават", "453", 10, "ул. Губкина", "бул. Матросова"))),
          "SI",
          new Region(
              79_137_000_000L,
              500_000,
              107_000_000_000L,
              90_070_000_000_000L,
              List.of(
                  city(
                      "г. Новосибирск",
                      "630",
                      75,
                      "Красный пр.",
                      "ул. Кирова",
                      "ул. Гоголя",
                      "ул. Богдана Хмельницкого"),
                  city("г. Бердск", "633", 15, "ул. Ленина", "ул. Павлова"),
                  city("г. Искитим", "633", 10, "ул. Комсомольская"))),
          "KA",
          new Region(
              79_187_400_000L,
              500_000,
              108_000_000_000L,
              90_080_000_000_000L,
              List.of(
                  city("г. Ставрополь", "355", 55, "пр. Карла Маркса", "ул. Доваторцев"),
                  city("г. Пятигорск", "357", 25, "пр. Калинина", "ул. Козлова"),
                  city("г. Невинномысск", "357", 20, "ул. Гагарина", "бул. Мира"))));

  static Region of(BranchCode branch) {
    return Optional.ofNullable(ALL.get(branch.value())).orElseThrow();
  }

  private static City city(String name, String postcode, int weight, String... streets) {
    List<String> all = new java.util.ArrayList<>(List.of(streets));
    all.addAll(EVERYWHERE);
    return new City(name, postcode, weight, List.copyOf(all));
  }

  /** The number on a SIM: 89 701, the operator's region, a number; twenty digits. */
  String sim(int number) {
    return "89701%03d%012d".formatted(firstCard / 1_000_000_000L, number);
  }

  String address(Dice dice) {
    City city = city(dice);
    StringBuilder postcode = new StringBuilder(city.postcode());
    while (postcode.length() < 6) {
      postcode.append(dice.below(10));
    }
    return "%s, %s, %s, д. %d, кв. %d"
        .formatted(
            postcode,
            city.name(),
            dice.of(city.streets()),
            dice.between(1, 160),
            dice.between(1, 240));
  }

  private City city(Dice dice) {
    int point = dice.below(cities.stream().mapToInt(City::weight).sum());
    for (City city : cities) {
      point -= city.weight();
      if (point < 0) {
        return city;
      }
    }
    return cities.getLast();
  }
}
