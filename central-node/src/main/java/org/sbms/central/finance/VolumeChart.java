package org.sbms.central.finance;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import org.sbms.central.collection.ShowVolumes.Volume;
import org.sbms.contract.BranchCode;
import org.sbms.contract.Money;
import org.sbms.kit.json.Json;
import org.sbms.kit.text.Texts;

/**
 * Draws who took how much for whom as a heat picture, one for each currency, as ECharts options.
 */
final class VolumeChart {
  private VolumeChart() {}

  static List<String> of(List<Volume> volumes, Texts texts) {
    Map<String, List<Volume>> byCurrency = new TreeMap<>();
    for (Volume volume : volumes) {
      byCurrency
          .computeIfAbsent(volume.amount().currencyCode(), _ -> new ArrayList<>())
          .add(volume);
    }
    return byCurrency.entrySet().stream()
        .map(each -> chart(each.getKey(), each.getValue(), texts))
        .toList();
  }

  private record Pair(String origin, String home) {}

  private static String chart(String currency, List<Volume> volumes, Texts texts) {
    TreeSet<String> branches = new TreeSet<>();
    Map<Pair, Money> sums = new java.util.LinkedHashMap<>();
    for (Volume volume : volumes) {
      branches.add(volume.origin().value());
      branches.add(volume.home().value());
      sums.merge(pair(volume.origin(), volume.home()), volume.amount(), Money::plus);
    }
    List<String> axis = List.copyOf(branches);
    List<List<Object>> cells = new ArrayList<>();
    BigDecimal most = BigDecimal.ONE;
    for (Map.Entry<Pair, Money> each : sums.entrySet()) {
      BigDecimal amount = new BigDecimal(each.getValue().amount());
      most = most.max(amount);
      cells.add(
          List.of(
              axis.indexOf(each.getKey().home()), axis.indexOf(each.getKey().origin()), amount));
    }
    return Json.write(
        Map.of(
            "tooltip", Map.of("position", "top"),
            "grid", Map.of("left", 8, "right", 16, "top", 24, "bottom", 64, "containLabel", true),
            "xAxis", axis(texts.t("finance.volumes.home") + ", " + currency, axis),
            "yAxis", axis(texts.t("finance.volumes.origin"), axis),
            "visualMap",
                Map.of(
                    "min",
                    0,
                    "max",
                    most,
                    "orient",
                    "horizontal",
                    "left",
                    "center",
                    "bottom",
                    0,
                    "inRange",
                    Map.of("color", List.of("#e6f0fa", "#206bc4", "#0b2e57"))),
            "series",
                List.of(
                    Map.of(
                        "type",
                        "heatmap",
                        "data",
                        cells,
                        "label",
                        Map.of("show", axis.size() <= 6)))));
  }

  private static Map<String, Object> axis(String name, List<String> branches) {
    return Map.of(
        "type",
        "category",
        "name",
        name,
        "nameLocation",
        "middle",
        "nameGap",
        26,
        "data",
        branches,
        "splitArea",
        Map.of("show", true));
  }

  private static Pair pair(BranchCode origin, BranchCode home) {
    return new Pair(origin.value(), home.value());
  }
}
