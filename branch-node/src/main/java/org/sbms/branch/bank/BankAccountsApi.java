package org.sbms.branch.bank;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Optional;
import org.sbms.branch.bank.WorkOnBank.BankAccounts;
import org.sbms.branch.bank.WorkOnBank.BankDays;
import org.sbms.branch.bank.WorkOnBank.DropVirtualAccount;
import org.sbms.branch.bank.WorkOnBank.ListBankAccounts;
import org.sbms.branch.bank.WorkOnBank.SaveBankDays;
import org.sbms.branch.bank.WorkOnBank.SaveOwnAccount;
import org.sbms.branch.bank.WorkOnBank.SaveVirtualAccount;
import org.sbms.branch.bank.WorkOnBank.ShowBankDays;
import org.sbms.contract.AccountNumber;
import org.sbms.contract.Operation;
import org.sbms.contract.Outcome;
import org.sbms.contract.Refusal;
import org.sbms.kit.operation.Executor;
import org.sbms.kit.operation.Request;
import org.sbms.kit.web.ApiRequest;
import org.sbms.kit.web.ApiResponse;
import org.sbms.kit.web.Cursor;
import org.sbms.kit.web.Web;
import org.sbms.kit.web.WebFeature;

/** The API of the branch's accounts at banks and of virtual ones, as openapi.yaml promises it. */
public final class BankAccountsApi implements WebFeature {
  private static final int DEFAULT_LIMIT = 50;

  private final Executor executor;

  public BankAccountsApi(Executor executor) {
    this.executor = executor;
  }

  @Override
  public void addTo(Web web) {
    web.api("listBankAccounts", this::own)
        .api("saveBankAccount", this::saveOwn)
        .api("showBankDays", this::days)
        .api("saveBankDays", this::saveDays)
        .api("listVirtualAccounts", this::virtual)
        .api("saveVirtualAccount", this::saveVirtual)
        .api(
            "dropVirtualAccount",
            request -> run(request, new DropVirtualAccount(request.pathPart("number"))));
  }

  private ApiResponse own(ApiRequest request) {
    return ApiResponse.of(
        accounts(request, new ListBankAccounts("", 0, 1)),
        found -> ApiResponse.items(found.own(), Optional.empty()));
  }

  private ApiResponse virtual(ApiRequest request) {
    int limit = request.parameter("limit").map(Integer::parseInt).orElse(DEFAULT_LIMIT);
    int offset = request.offset();
    return ApiResponse.of(
        accounts(
            request, new ListBankAccounts(request.parameter("text").orElse(""), offset, limit + 1)),
        found ->
            ApiResponse.items(
                found.virtual().stream().limit(limit).toList(),
                found.virtual().size() > limit
                    ? Optional.of(Cursor.of(Integer.toString(offset + limit)))
                    : Optional.empty()));
  }

  private Outcome<BankAccounts> accounts(ApiRequest request, ListBankAccounts question) {
    return executor.run(request.caller(), Request.query(question));
  }

  private ApiResponse days(ApiRequest request) {
    return ApiResponse.of(
        executor.run(request.caller(), Request.query(new ShowBankDays())),
        shown -> ApiResponse.ok(shown.days()));
  }

  private ApiResponse saveDays(ApiRequest request) {
    JsonNode body = request.body(JsonNode.class);
    return run(
        request,
        new SaveBankDays(
            new BankDays(body.path("calendar").asText(""), body.path("leadDays").asInt(-1))));
  }

  private ApiResponse saveOwn(ApiRequest request) {
    String name = request.body(JsonNode.class).path("name").asText("");
    return run(request, new SaveOwnAccount(request.pathPart("number"), name));
  }

  private ApiResponse saveVirtual(ApiRequest request) {
    return AccountNumber.tryParse(request.body(JsonNode.class).path("account").asText(""))
        .map(account -> run(request, new SaveVirtualAccount(request.pathPart("number"), account)))
        .orElseGet(() -> ApiResponse.refused(Refusal.invalid("account", "is no account number")));
  }

  private <R> ApiResponse run(ApiRequest request, Operation<R> command) {
    return ApiResponse.of(
        executor.run(request.caller(), Request.command(command, request.key())), ApiResponse::ok);
  }
}
