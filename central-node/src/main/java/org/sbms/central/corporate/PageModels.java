package org.sbms.central.corporate;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.sbms.central.corporate.AskClients.ClientRow;
import org.sbms.contract.Refusal;
import org.sbms.kit.web.form.Form;
import org.sbms.kit.web.table.Table;

/** What the pages of corporate clients show. */
public final class PageModels {
  private PageModels() {}

  public record ListPage(Table<ClientRow> clients) {}

  /**
   * @param client empty for a new one
   */
  public record EditPage(Optional<Client> client, Form form, Map<String, String> branches) {}

  /**
   * @param parents departments to hang another one below, by id
   */
  public record ClientPage(ClientView view, Form department, Map<String, String> parents) {}

  public record DepartmentPage(
      ClientView view,
      ClientView.DepartmentRow department,
      Form rename,
      Form move,
      Map<String, String> parents) {}

  public record MembersPage(ClientView view, Table<Member> members) {}

  /**
   * @param mistakes of the file that was sent
   */
  public record AttachPage(
      ClientView view,
      Form hand,
      Form file,
      Form change,
      Map<String, String> departments,
      List<Refusal.FieldError> mistakes) {}

  public record TransfersPage(ClientView view, List<Transfer> transfers, Form form) {}

  /**
   * @param mistakes of the file that was sent
   */
  public record TransferPage(
      ClientView view,
      Transfer transfer,
      List<Job> jobs,
      Form debt,
      Form file,
      Map<String, String> departments,
      Map<String, String> rests,
      List<Refusal.FieldError> mistakes) {}

  /**
   * @param cut whether there are more subscribers than a form can hold
   */
  public record TypedPage(
      ClientView view,
      Transfer transfer,
      List<Member> members,
      Form form,
      Map<String, String> departments,
      String department,
      boolean cut) {}

  /** What a form offers to choose from. */
  /**
   * @param codes what the operation names, by group: plans, services, reasons
   * @param silent branches whose plans and services are not among them
   */
  public record Choices(
      Map<String, String> kinds,
      Map<String, String> departments,
      Map<String, String> branches,
      Map<String, String> states,
      Map<String, String> plans,
      Map<String, Map<String, String>> codes,
      List<String> silent) {}

  public record OperationsPage(ClientView view, List<Job> jobs, Form form, Choices choices) {}

  /**
   * @param may whether whoever looks may work on a job of its kind
   */
  public record JobPage(
      ClientView view,
      Job job,
      Optional<Transfer> transfer,
      Table<Line> lines,
      Form form,
      boolean may) {}

  /**
   * @param withLines whether the page shows every line, or the sums alone
   */
  public record StatementPage(ClientView view, Statement statement, boolean withLines) {}
}
