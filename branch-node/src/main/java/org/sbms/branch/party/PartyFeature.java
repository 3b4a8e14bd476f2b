package org.sbms.branch.party;

import static java.util.stream.Collectors.toSet;

import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.sbms.contract.AccountNumber;
import org.sbms.contract.BranchCode;
import org.sbms.contract.NodeId;
import org.sbms.contract.Outcome;
import org.sbms.contract.Refusal.FieldError;
import org.sbms.contract.RefusalCode;
import org.sbms.contract.subscriber.ChangePersonalData;
import org.sbms.contract.subscriber.FindSubscriber;
import org.sbms.contract.subscriber.ListMovements;
import org.sbms.contract.subscriber.ShowAccounts;
import org.sbms.contract.subscriber.ShowCard;
import org.sbms.contract.subscriber.ShowPersonalData;
import org.sbms.contract.subscriber.SubscriberCard;
import org.sbms.contract.subscriber.SubscriberSummary;
import org.sbms.kit.db.Sql;
import org.sbms.kit.operation.Command;
import org.sbms.kit.operation.OperationSpec;
import org.sbms.kit.operation.Operations;
import org.sbms.kit.operation.Permission;

/** Registers the questions about subscribers. */
public final class PartyFeature {
  public static final Permission FIND = new Permission("subscriber.find");
  public static final Permission VIEW = new Permission("subscriber.view");
  public static final Permission VIEW_PERSONAL = new Permission("subscriber.view-personal");
  public static final Permission CHANGE_PERSONAL = new Permission("subscriber.change-personal");

  private static final int MAX_PAGE = 500;

  private final Subscribers subscribers;
  private final Search search;
  private final SeenCards seen;
  private final PersonalDataRules rules;
  private final PersonalDataChanges personal;
  private final Clock clock;

  public PartyFeature(
      BranchCode self, Search search, SeenCards seen, PersonalDataRules rules, Clock clock) {
    this.subscribers = new Subscribers(self);
    this.search = search;
    this.seen = seen;
    this.rules = rules;
    this.personal = new PersonalDataChanges(new Customers(), new AccountHistory(), clock);
    this.clock = clock;
  }

  public void register(Operations operations) {
    registerFinding(operations);
    registerPersonalData(operations);
  }

  private List<Outcome<SubscriberCard>> cards(List<Command<ShowCard>> questions, Sql sql) {
    Set<AccountNumber> asked =
        questions.stream().map(question -> question.operation().account()).collect(toSet());
    Map<AccountNumber, SubscriberCard> found = subscribers.cards(sql, asked, clock.instant());
    return questions.stream()
        .map(question -> {
          AccountNumber account = question.operation().account();
          SubscriberCard card = found.get(account);
          if (card == null) {
            return Outcome.<SubscriberCard>refused(
                RefusalCode.NOT_FOUND, "There is no subscriber " + account + ".");
          }
          return Outcome.done(question.caller().may(VIEW_PERSONAL) ? card : Masking.masked(card));
        })
        .toList();
  }

  private void registerPersonalData(Operations operations) {
    operations.register(
        OperationSpec.of(
                "show-personal-data",
                ShowPersonalData.class,
                ShowPersonalData.Held.class,
                VIEW_PERSONAL)
            .placedAt(question -> NodeId.of(question.account().home()))
            .audited()
            .answeredBy((_, question, sql) -> personal.show(question, sql)));
    operations.register(
        OperationSpec.of(
                "change-personal-data",
                ChangePersonalData.class,
                ChangePersonalData.Changed.class,
                CHANGE_PERSONAL)
            .placedAt(change -> NodeId.of(change.account().home()))
            .checkedBy(rules::problems)
            .handledBy(personal::change));
  }

  private void registerFinding(Operations operations) {
    operations.register(
        OperationSpec.of("find-subscriber", FindSubscriber.class, FindSubscriber.Found.class, FIND)
            .placedAt(question -> NodeId.of(question.branch()))
            .checkedBy(question -> problems(question.number()))
            .answeredBy((_, question, sql) ->
                Outcome.done(new FindSubscriber.Found(subscribers.find(sql, question.number())))));
    operations.register(
        OperationSpec.of("find-anywhere", FindAnywhere.class, FindAnywhere.Found.class, FIND)
            .checkedBy(question -> problems(question.number()))
            .answeredBy((caller, question, sql) -> search.find(caller, question.number(), sql)));
    operations.register(
        OperationSpec.of("show-card", ShowCard.class, SubscriberCard.class, VIEW)
            .placedAt(question -> NodeId.of(question.account().home()))
            .audited()
            .answeredInBatchesBy(this::cards));
    registerForMany(operations);
    operations.register(
        OperationSpec.of("show-seen-card", ShowSeenCard.class, SubscriberCard.class, VIEW)
            .audited()
            .answeredBy((_, question, sql) ->
                seen.find(sql, question.account())
                    .map(Outcome::done)
                    .orElseGet(() ->
                        Outcome.refused(
                            RefusalCode.NOT_FOUND,
                            question.account() + " was not seen here lately."))));
    operations.register(
        OperationSpec.of(
                "browse-subscribers", BrowseSubscribers.class, BrowseSubscribers.Rows.class, VIEW)
            .answeredBy((_, question, sql) ->
                Outcome.done(new BrowseSubscribers.Rows(subscribers.browse(sql, question)))));
    operations.register(
        OperationSpec.of(
                "list-subscribers", ListSubscribers.class, ListSubscribers.Page.class, VIEW)
            .checkedBy(question ->
                question.limit() < 1 || question.limit() > MAX_PAGE
                    ? List.of(new FieldError("limit", "must be 1 to " + MAX_PAGE))
                    : List.of())
            .answeredBy((_, question, sql) ->
                Outcome.done(page(question, subscribers.list(sql, question)))));
  }

  /** What central asks of the accounts of a corporate client. */
  private void registerForMany(Operations operations) {
    operations.register(
        OperationSpec.of(ShowAccounts.NAME, ShowAccounts.class, ShowAccounts.Shown.class, VIEW)
            .placedAt(question -> NodeId.of(question.branch()))
            .checkedBy(question -> atMost(question.accounts(), ShowAccounts.MAX_ACCOUNTS))
            .audited()
            .answeredBy((_, question, sql) ->
                Outcome.done(AccountQueries.figures(sql, question, clock.instant()))));
    operations.register(
        OperationSpec.of(ListMovements.NAME, ListMovements.class, ListMovements.Page.class, VIEW)
            .placedAt(question -> NodeId.of(question.branch()))
            .checkedBy(PartyFeature::problems)
            .audited()
            .answeredBy(
                (_, question, sql) -> Outcome.done(AccountQueries.movements(sql, question))));
  }

  private static List<FieldError> problems(ListMovements question) {
    if (question.to().isBefore(question.from())) {
      return List.of(new FieldError("to", "must not be before the first day"));
    }
    if (question.limit() < 1 || question.limit() > ListMovements.MAX_LIMIT) {
      return List.of(new FieldError("limit", "must be 1 to " + ListMovements.MAX_LIMIT));
    }
    return atMost(question.accounts(), ListMovements.MAX_ACCOUNTS);
  }

  private static List<FieldError> atMost(List<AccountNumber> accounts, int max) {
    return accounts.size() > max
        ? List.of(new FieldError("accounts", "must be at most " + max + " accounts"))
        : List.of();
  }

  private static ListSubscribers.Page page(ListSubscribers question, List<SubscriberSummary> rows) {
    if (rows.size() <= question.limit()) {
      return new ListSubscribers.Page(rows, "");
    }
    List<SubscriberSummary> items = rows.subList(0, question.limit());
    return new ListSubscribers.Page(items, items.getLast().account().value());
  }

  private static List<FieldError> problems(String number) {
    return number.isBlank() || number.length() > SearchNumber.MAX_LENGTH
        ? List.of(
            new FieldError("number", "must be 1 to " + SearchNumber.MAX_LENGTH + " characters"))
        : List.of();
  }
}
