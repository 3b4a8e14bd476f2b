package org.sbms.branch.bank;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import org.sbms.branch.bank.WorkOnBank.TakeBankFile;

/** Files as a bank writes them. */
final class BankFiles {
  static final String OURS = "RU0204452560040702810412345678901";

  private BankFiles() {}

  /** A credit; texts that are empty are left out. */
  static String credit(String reference, String amount, String text) {
    return entry(reference, "CRDT", amount, "E-" + reference, text, "", "");
  }

  static String entry(
      String reference,
      String sign,
      String amount,
      String endToEnd,
      String text,
      String payer,
      String more) {
    return """
    <Ntry><Amt Ccy="RUB">%s</Amt><CdtDbtInd>%s</CdtDbtInd>%s<Sts>BOOK</Sts>\
    <BookgDt><Dt>2026-11-20</Dt></BookgDt><ValDt><Dt>2026-11-21</Dt></ValDt>\
    <AcctSvcrRef>%s</AcctSvcrRef><NtryDtls><TxDtls><Refs><EndToEndId>%s</EndToEndId></Refs>\
    <RltdPties><Dbtr><Nm>Somebody</Nm></Dbtr><DbtrAcct><Id><IBAN>%s</IBAN></Id></DbtrAcct></RltdPties>\
    <RmtInf><Ustrd>%s</Ustrd></RmtInf></TxDtls></NtryDtls></Ntry>
    """
        .formatted(amount, sign, more, reference, endToEnd, payer, text);
  }

  static String statement(String id, String entries) {
    return """
    <?xml version="1.0" encoding="UTF-8"?>
    <Document xmlns="urn:iso:std:iso:20022:tech:xsd:camt.053.001.08"><BkToCstmrStmt>
    <GrpHdr><MsgId>M-%s</MsgId><CreDtTm>2026-11-21T01:00:00</CreDtTm></GrpHdr>
    <Stmt><Id>%s</Id><Acct><Id><IBAN>%s</IBAN></Id></Acct>
    %s</Stmt></BkToCstmrStmt></Document>
    """
        .formatted(id, id, OURS, entries);
  }

  static String notification(String id, String entries) {
    return statement(id, entries)
        .replace("camt.053", "camt.054")
        .replace("BkToCstmrStmt", "BkToCstmrDbtCdtNtfctn")
        .replace("Stmt>", "Ntfctn>");
  }

  static TakeBankFile file(String name, String xml) {
    return file(name, xml, StandardCharsets.UTF_8);
  }

  static TakeBankFile file(String name, String xml, Charset encoding) {
    return new TakeBankFile(name, "", Base64.getEncoder().encodeToString(xml.getBytes(encoding)));
  }
}
