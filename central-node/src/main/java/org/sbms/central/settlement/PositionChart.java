package org.sbms.central.settlement;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.sbms.central.settlement.ShowPositions.BranchPosition;
import org.sbms.kit.json.Json;
import org.sbms.kit.text.Texts;

/** Draws net positions as bars about zero, one picture for each currency, as ECharts options. */
public final class PositionChart {
  private PositionChart() {}

  public static List<String> of(List<BranchPosition> positions, Texts texts) {
    Map<String, List<BranchPosition>> byCurrency =
        positions.stream()
            .collect(
                Collectors.groupingBy(
                    position -> position.net().currencyCode(),
                    java.util.TreeMap::new,
                    Collectors.toList()));
    List<String> charts = new ArrayList<>();
    byCurrency.forEach((currency, each) -> charts.add(chart(currency, each, texts)));
    return charts;
  }

  private static String chart(String currency, List<BranchPosition> positions, Texts texts) {
    return Json.write(
        Map.of(
            "grid", Map.of("left", 8, "right", 16, "top", 32, "bottom", 36, "containLabel", true),
            "tooltip", Map.of("trigger", "axis"),
            "legend", Map.of("bottom", 0),
            "xAxis",
                Map.of(
                    "type",
                    "category",
                    "data",
                    positions.stream().map(position -> position.branch().value()).toList(),
                    "axisLine",
                    Map.of("onZero", false)),
            "yAxis", Map.of("type", "value", "name", currency),
            "series",
                List.of(
                    bars(texts.t("positions.owes"), "#d63939", positions, BranchPosition::owes),
                    bars(texts.t("positions.isOwed"), "#2fb344", positions, BranchPosition::isOwed),
                    bars(texts.t("positions.net"), "#206bc4", positions, BranchPosition::net))));
  }

  private static Map<String, Object> bars(
      String name,
      String colour,
      List<BranchPosition> positions,
      java.util.function.Function<BranchPosition, org.sbms.contract.Money> value) {
    return Map.of(
        "type",
        "bar",
        "name",
        name,
        "itemStyle",
        Map.of("color", colour),
        "barMaxWidth",
        36,
        "data",
        positions.stream()
            .map(position -> new BigDecimal(value.apply(position).amount()))
            .toList());
  }
}
