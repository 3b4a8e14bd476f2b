package org.sbms.branch.directdebit;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.sbms.bankfiles.camt.BadCamtException;
import org.sbms.bankfiles.pain.Pain002Reader;
import org.sbms.branch.directdebit.WorkOnDirectDebits.CollectionState;
import org.sbms.contract.Outcome;

/** A bank's answer to a run of four: A and B of one group, C and D of another; B came already. */
final class StatusDecisionsTest {
  private static final Map<String, CollectionState> RUN =
      new TreeMap<>(
          Map.of(
              "A", CollectionState.PRESENTED,
              "B", CollectionState.COLLECTED,
              "C", CollectionState.PRESENTED,
              "D", CollectionState.RETURNED));
  private static final Map<String, List<String>> GROUPS =
      Map.of("G1", List.of("A", "B"), "G2", List.of("C", "D"));

  @ParameterizedTest(name = "file {0}, {1}: {2}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          ACCP      | G1 : A ACCP             | accepted 1 known 0
          ''        | G1 : A RJCT AC04        | rejected A=AC04 accepted 0 known 0
          PART      | G1 : A RJCT AM04, B ACCP; G2 : C ACSP | rejected A=AM04 accepted 2 known 0
          ''        | G1 : A RJCT             | rejected A=RJCT accepted 0 known 0
          ''        | G1 : B RJCT AM04        | accepted 0 known 1
          ''        | G2 : D RJCT AM04        | accepted 0 known 1
          ''        | G1 : A PDNG             | accepted 0 known 0
          RJCT FF01 |                         | whole file fell A=FF01,C=FF01 accepted 0 known 0
          RJCT      |                         | whole file fell A=RJCT,C=RJCT accepted 0 known 0
          RJCT FF01 | G1 : A RJCT AC04        | whole file rejected A=AC04 fell C=FF01 accepted 0 known 0
          ''        | G2 RJCT DT01 :          | fell C=DT01 accepted 0 known 0
          ''        | G2 RJCT DT01 : C RJCT AC01 | rejected C=AC01 accepted 0 known 0
          ''        | G2 RJCT DT01 : C - AC01 | rejected C=AC01 accepted 0 known 0
          ''        | G2 RJCT DT01 : C -      | fell C=DT01 accepted 0 known 0
          ''        | G2 RJCT DT01 : D - AC01 | fell C=DT01 accepted 0 known 1
          ''        | G2 RJCT DT01 : C PDNG   | accepted 0 known 0
          ''        | G2 : C - AC01           | accepted 0 known 0
          RJCT FF01 | G1 : A - AC04           | whole file rejected A=AC04 fell C=FF01 accepted 0 known 0
          ''        | G1 : X RJCT AM04        | refused unknown-collection
          ''        | G1 : A ACCP, X ACCP     | refused unknown-collection
          ''        | G9 RJCT AM04 :          | refused unknown-collection
          ''        | G1 : A WHAT             | bad
          ''        | G1 : A ACCP, A RJCT     | bad
          """)
  void whatTheBankSaysIsTakenOverWholeOrNotAtAll(String file, String groups, String expected) {
    assertThat(said(file, groups == null ? "" : groups)).isEqualTo(expected);
  }

  private static String said(String file, String groups) {
    try {
      return switch (StatusDecisions.decide(
          "p.xml",
          Pain002Reader.read("p.xml", xml(file, groups).getBytes(StandardCharsets.UTF_8)),
          RUN,
          GROUPS)) {
        case Outcome.Done<StatusDecisions.Answer>(StatusDecisions.Answer answer) -> words(answer);
        case Outcome.Refused<StatusDecisions.Answer> refused ->
            "refused " + refused.refusal().code().code();
        case Outcome.Unknown<StatusDecisions.Answer> unknown -> unknown.toString();
      };
    } catch (BadCamtException bad) {
      assertThat(bad).hasMessageStartingWith("p.xml: line ");
      return "bad";
    }
  }

  private static String words(StatusDecisions.Answer answer) {
    return (answer.wholeFile() ? "whole file " : "")
        + (answer.rejected().isEmpty() ? "" : "rejected " + list(answer.rejected()))
        + (answer.notCarriedOut().isEmpty() ? "" : "fell " + list(answer.notCarriedOut()))
        + "accepted "
        + answer.accepted()
        + " known "
        + answer.known();
  }

  private static String list(Map<String, String> reasons) {
    return String.join(",", reasons.entrySet().stream().map(Map.Entry::toString).sorted().toList())
        + " ";
  }

  /** {@code G1 RJCT AM04 : A RJCT AC04, B ACCP; G2 : …} as the message; a dash is no status. */
  static String xml(String file, String groups) {
    StringBuilder xml =
        new StringBuilder(
            """
            <?xml version="1.0" encoding="UTF-8"?>
            <Document xmlns="urn:iso:std:iso:20022:tech:xsd:pain.002.001.03"><CstmrPmtStsRpt>
            <GrpHdr><MsgId>S-1</MsgId><CreDtTm>2026-11-25T10:00:00</CreDtTm></GrpHdr>
            <OrgnlGrpInfAndSts><OrgnlMsgId>NW-DD-1</OrgnlMsgId><OrgnlMsgNmId>pain.008.001.08</OrgnlMsgNmId>
            """);
    xml.append(status("GrpSts", file)).append("</OrgnlGrpInfAndSts>\n");
    for (String group : groups.isBlank() ? new String[0] : groups.split(";")) {
      String[] parts = group.split(":", -1);
      String[] head = parts[0].strip().split(" ", 2);
      xml.append("<OrgnlPmtInfAndSts><OrgnlPmtInfId>")
          .append(head[0])
          .append("</OrgnlPmtInfId>")
          .append(status("PmtInfSts", head.length > 1 ? head[1] : ""));
      for (String one : parts[1].isBlank() ? new String[0] : parts[1].split(",")) {
        String[] words = one.strip().split(" ", 2);
        xml.append("\n<TxInfAndSts><OrgnlEndToEndId>")
            .append(words[0])
            .append("</OrgnlEndToEndId>")
            .append(status("TxSts", words[1]))
            .append("</TxInfAndSts>");
      }
      xml.append("</OrgnlPmtInfAndSts>\n");
    }
    return xml.append("</CstmrPmtStsRpt></Document>\n").toString();
  }

  private static String status(String element, String words) {
    if (words.isBlank()) {
      return "";
    }
    String[] parts = words.strip().split(" ");
    String reason =
        parts.length > 1 ? "<StsRsnInf><Rsn><Cd>" + parts[1] + "</Cd></Rsn></StsRsnInf>" : "";
    return parts[0].equals("-")
        ? reason
        : "<%1$s>%2$s</%1$s>%3$s".formatted(element, parts[0], reason);
  }
}
