package org.sbms.central.settlement;

import static org.sbms.central.settlement.SettlementPermissions.INSTRUCT;
import static org.sbms.central.settlement.SettlementPermissions.VIEW;

import io.vertx.ext.web.FileUpload;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.sbms.bankfiles.camt.BadCamtException;
import org.sbms.bankfiles.camt.CamtDetail;
import org.sbms.bankfiles.camt.CamtEntry;
import org.sbms.bankfiles.camt.CamtFile;
import org.sbms.bankfiles.camt.CamtReader;
import org.sbms.central.settlement.ConfirmTransfers.ConfirmByHand;
import org.sbms.central.settlement.ConfirmTransfers.Confirmed;
import org.sbms.central.settlement.ConfirmTransfers.Entry;
import org.sbms.central.settlement.ConfirmTransfers.TakeStatement;
import org.sbms.central.settlement.DecideWindow.InstructWindow;
import org.sbms.central.settlement.PageModels.StatementsPage;
import org.sbms.central.settlement.ShowInstruction.Instruction;
import org.sbms.contract.Money;
import org.sbms.contract.Outcome;
import org.sbms.contract.RefusalCode;
import org.sbms.kit.operation.Executor;
import org.sbms.kit.operation.Request;
import org.sbms.kit.web.ApiRequest;
import org.sbms.kit.web.ApiResponse;
import org.sbms.kit.web.PageRequest;
import org.sbms.kit.web.PageResponse;
import org.sbms.kit.web.Web;
import org.sbms.kit.web.WebFeature;
import org.sbms.kit.web.form.Form;

/** Who pays whom: the instruction for the bank, and the bank's statement. */
final class TransferWeb implements WebFeature {
  static final String STATEMENTS = "/settlement-statements";

  static final RefusalCode BAD_FILE =
      new RefusalCode("bad-bank-statement", RefusalCode.Category.INVALID);

  private final Executor executor;

  TransferWeb(Executor executor) {
    this.executor = executor;
  }

  @Override
  public void addTo(Web web) {
    web.post(SettlementWeb.WINDOWS + "/:id/instruction", INSTRUCT, this::instruct)
        .get(SettlementWeb.WINDOWS + "/:id/instruction", INSTRUCT, this::download)
        .post(SettlementWeb.WINDOWS + "/:id/transfers/:number", INSTRUCT, this::byHand)
        .get(STATEMENTS, VIEW, _ -> statements(Form.blank(), Optional.empty()))
        .post(STATEMENTS, INSTRUCT, this::upload)
        .api("instructSettlementWindow", this::instruct)
        .api("listSettlementTransfers", this::transfers)
        .api("downloadInstruction", this::download)
        .api("takeBankStatement", this::upload);
  }

  private PageResponse instruct(PageRequest request) {
    String id = request.pathPart("id");
    String window = SettlementWeb.WINDOWS + "/" + id;
    return PageResponse.of(
        executor.run(
            request.caller(), Request.command(new InstructWindow(id), request.form().key())),
        done -> PageResponse.redirect(window, request.texts().t("window.now." + done.state())));
  }

  private PageResponse byHand(PageRequest request) {
    Form form = request.form();
    String id = request.pathPart("id");
    ConfirmByHand seen =
        new ConfirmByHand(id, number(request.pathPart("number")), form.text("reference"));
    return PageResponse.of(
        executor.run(request.caller(), Request.command(seen, form.key())),
        _ ->
            PageResponse.redirect(
                SettlementWeb.WINDOWS + "/" + id,
                request.texts().t("settlement.transfers.confirmed")));
  }

  private PageResponse download(PageRequest request) {
    return PageResponse.of(
        executor.run(request.caller(), Request.query(new ShowInstruction(request.pathPart("id")))),
        instruction ->
            new PageResponse.Download(
                fileName(instruction), "application/xml; charset=utf-8", bytes(instruction)));
  }

  private static PageResponse statements(Form form, Optional<Confirmed> confirmed) {
    StatementsPage page = new StatementsPage(form, confirmed);
    return form.hasErrors() || !form.alert().isEmpty()
        ? PageResponse.formAgain("settlement/statements", page)
        : PageResponse.page("settlement/statements", page);
  }

  private PageResponse upload(PageRequest request) {
    Form form = request.form();
    Optional<FileUpload> upload = request.upload("file");
    if (upload.isEmpty()) {
      return statements(form.error("file", "must be chosen"), Optional.empty());
    }
    Outcome<Confirmed> outcome;
    try (InputStream file = Files.newInputStream(Path.of(upload.get().uploadedFileName()))) {
      outcome = take(request.caller(), upload.get().fileName(), file, form.key());
    } catch (IOException lost) {
      throw new UncheckedIOException(lost);
    }
    return PageResponse.of(
        outcome,
        form,
        request.texts(),
        confirmed -> statements(Form.blank(), Optional.of(confirmed)),
        again -> statements(again, Optional.empty()));
  }

  private Outcome<Confirmed> take(
      org.sbms.kit.operation.Caller caller, String name, InputStream file, String key) {
    try {
      CamtFile read = CamtReader.read(name, file);
      List<Entry> entries = entries(read);
      if (entries.isEmpty()) {
        return Outcome.refused(BAD_FILE, name + " holds no booked entry that names a payment.");
      }
      return executor.run(
          caller, Request.command(new TakeStatement(name, read.fingerprint(), entries), key));
    } catch (BadCamtException bad) {
      return Outcome.refused(BAD_FILE, String.valueOf(bad.getMessage()));
    }
  }

  /** What is booked, not taken back, and names a payment; from either side's account. */
  private static List<Entry> entries(CamtFile file) {
    List<Entry> entries = new ArrayList<>();
    file.statements().stream()
        .flatMap(statement -> statement.entries().stream())
        .filter(entry -> entry.status() == CamtEntry.Status.BOOKED && !entry.isReversal())
        .forEach(entry -> {
          for (CamtDetail detail : entry.details()) {
            if (!detail.endToEndId().isEmpty()) {
              Money amount = detail.amount().orElseGet(entry::amount);
              entries.add(
                  new Entry(
                      entry.line(),
                      detail.endToEndId(),
                      amount.isNegative() ? amount.negated() : amount,
                      entry.bankReference()));
            }
          }
        });
    return entries;
  }

  private ApiResponse instruct(ApiRequest request) {
    return ApiResponse.of(
        executor.run(
            request.caller(),
            Request.command(new InstructWindow(request.pathPart("id")), key(request))),
        ApiResponse::ok);
  }

  private ApiResponse transfers(ApiRequest request) {
    return ApiResponse.of(
        executor.run(request.caller(), Request.query(new ShowTransfers(request.pathPart("id")))),
        transfers -> ApiResponse.items(transfers.items()));
  }

  private ApiResponse download(ApiRequest request) {
    return ApiResponse.of(
        executor.run(request.caller(), Request.query(new ShowInstruction(request.pathPart("id")))),
        instruction ->
            new ApiResponse.File(
                fileName(instruction), "application/xml; charset=utf-8", bytes(instruction)));
  }

  private ApiResponse upload(ApiRequest request) {
    return ApiResponse.of(
        take(
            request.caller(),
            request.parameter("file").orElse("statement.xml"),
            new ByteArrayInputStream(request.bytes()),
            key(request)),
        ApiResponse::ok);
  }

  private static String key(ApiRequest request) {
    return request.key().isEmpty() ? UUID.randomUUID().toString() : request.key();
  }

  private static String fileName(Instruction instruction) {
    return instruction.messageId() + ".xml";
  }

  private static byte[] bytes(Instruction instruction) {
    return instruction.document().getBytes(StandardCharsets.UTF_8);
  }

  private static int number(String text) {
    return text.matches("[0-9]{1,6}") ? Integer.parseInt(text) : 0;
  }
}
