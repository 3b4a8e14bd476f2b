package org.sbms.central.reference;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.sbms.central.csv.CsvFile;
import org.sbms.central.reference.BrowseReference.CompareVersions;
import org.sbms.central.reference.BrowseReference.ExportDataset;
import org.sbms.central.reference.BrowseReference.ListRows;
import org.sbms.central.reference.BrowseReference.ListVersions;
import org.sbms.central.reference.BrowseReference.VersionOfDataset;
import org.sbms.central.reference.DecideDraft.ApproveDraft;
import org.sbms.central.reference.DecideDraft.RejectDraft;
import org.sbms.central.reference.DraftView.Change;
import org.sbms.central.reference.DraftView.ChangeKind;
import org.sbms.central.reference.EditDraft.DiscardDraft;
import org.sbms.central.reference.EditDraft.PutDraftRow;
import org.sbms.central.reference.EditDraft.RemoveDraftRow;
import org.sbms.central.reference.EditDraft.RestoreVersion;
import org.sbms.central.reference.EditDraft.StartDraft;
import org.sbms.central.reference.EditDraft.SubmitDraft;
import org.sbms.central.reference.ImportDataset.Afterwards;
import org.sbms.contract.Actor;
import org.sbms.contract.NodeId;
import org.sbms.contract.Outcome;
import org.sbms.contract.Refusal;
import org.sbms.contract.reference.DatasetRow;
import org.sbms.contract.reference.PullReference;
import org.sbms.contract.reference.RowChange;
import org.sbms.kit.db.TestDatabase;
import org.sbms.kit.operation.Caller;
import org.sbms.kit.operation.Command;

class DraftToVersionTest {
  private static final String HEADER = "code,numeric_code,name_en,name_ru,minor_units,accepted\n";
  private static final String RUB = "RUB,643,Russian Ruble,российский рубль,2,true\n";
  private static final String KZT = "KZT,398,Tenge,казахский тенге,2,false\n";
  private static final String JPY = "JPY,392,Yen,иена,0,false\n";

  private static TestDatabase db;
  private final DraftEditing editing = new DraftEditing(Clock.systemUTC(), UUID::randomUUID);
  private final Publishing publishing = new Publishing(Clock.systemUTC(), () -> {});
  private final Browsing browsing = new Browsing(List::of);

  @BeforeAll
  static void open() {
    db = TestDatabase.with("reference");
  }

  @AfterAll
  static void close() {
    db.close();
  }

  @BeforeEach
  void nothingPublished() {
    db.asSuperuser(
        """
        truncate reference_row, reference_draft, reference_version, reference_version_dataset,
          reference_draft_change, reference_branch;
        alter table reference_head disable trigger all;
        update reference_head set version = 0;
        alter table reference_head enable trigger all
        """);
  }

  @Test
  void aFileBecomesTheNextVersionOnceAnotherPersonApproves() {
    DraftView draft = done(importCsv("olga", HEADER + RUB + KZT));
    assertThat(draft.state()).isEqualTo(DraftState.SUBMITTED);
    assertThat(draft.added()).isEqualTo(2);
    assertThat(rows(0)).isEmpty();

    DraftView published = done(approve("pavel", draft.id()));

    assertThat(published.version()).contains(1L);
    assertThat(rows(0)).extracting(DatasetRow::key).containsExactly("KZT", "RUB");
    assertThat(versions())
        .containsExactly(
            new VersionOfDataset(
                1,
                "currencies",
                versions().getFirst().publishedAt(),
                List.of("olga"),
                "pavel",
                2,
                0,
                0));
  }

  @Test
  void aBranchOfTheFirstContractIsGivenChangesAndANewerOneLines() {
    publish(HEADER + RUB + KZT);
    publish(HEADER + RUB);

    PullReference.Page changes =
        Deltas.page(db.database(), new PullReference(1, 2, "", 1_000, null), 2);
    assertThat(changes.rows()).isNull();
    assertThat(changes.changes()).containsExactly(new RowChange("currencies", "KZT", null));
    PullReference.Page all =
        Deltas.page(db.database(), new PullReference(0, 2, "", 1_000, null), 2);
    assertThat(java.util.Objects.requireNonNull(all.changes()).getFirst().values())
        .containsEntry("name_en", "Russian Ruble");

    PullReference.Page lines =
        Deltas.page(db.database(), new PullReference(1, 2, "", 1_000, PullReference.LINES), 2);
    assertThat(lines.changes()).isNull();
    assertThat(lines.rows()).isEqualTo("currencies\tKZT\t2\t\\N\n");
  }

  @Test
  void thePreviewSaysWhatIsAddedChangedAndRemovedWithOldAndNewValues() {
    publish(HEADER + RUB + KZT);

    DraftView draft =
        done(importCsv("olga", HEADER + RUB.replace("Russian Ruble", "Rouble") + JPY));

    assertThat(draft.preview())
        .extracting(Change::key, Change::kind)
        .containsExactly(
            org.assertj.core.groups.Tuple.tuple("JPY", ChangeKind.ADDED),
            org.assertj.core.groups.Tuple.tuple("KZT", ChangeKind.REMOVED),
            org.assertj.core.groups.Tuple.tuple("RUB", ChangeKind.CHANGED));
    Change changed = draft.preview().getLast();
    assertThat(changed.before()).containsEntry("name_en", "Russian Ruble");
    assertThat(changed.after()).containsEntry("name_en", "Rouble");
  }

  @Test
  void aMergedFileLeavesTheOtherRowsAlone() {
    publish(HEADER + RUB + KZT);

    DraftView draft =
        done(
            inTx(
                "olga",
                new ImportDataset(
                    "currencies",
                    "one.csv",
                    CsvFile.of(HEADER + JPY),
                    ImportMode.MERGE,
                    Afterwards.SUBMIT),
                editing::importCsv));

    assertThat(draft.preview()).extracting(Change::key).containsExactly("JPY");
  }

  @Test
  void whoeverPutSomethingIntoADraftMayNotDecideAboutIt() {
    DraftView draft = done(inTx("olga", new StartDraft("currencies"), editing::start));
    done(inTx("roman", new PutDraftRow(draft.id(), values("RUB", "643")), editing::put));
    done(inTx("olga", new SubmitDraft(draft.id()), editing::submit));

    assertThat(refused(approve("olga", draft.id())).code()).isEqualTo(ReferenceCodes.OWN_DRAFT);
    assertThat(refused(approve("roman", draft.id())).code().category().httpStatus()).isEqualTo(403);
    assertThat(refused(inTx("roman", new RejectDraft(draft.id(), ""), publishing::reject)).code())
        .isEqualTo(ReferenceCodes.OWN_DRAFT);
    assertThat(done(approve("pavel", draft.id())).version()).contains(1L);
  }

  @Test
  void aDraftIsDecidedOnceOnly() {
    UUID id = done(importCsv("olga", HEADER + RUB)).id();
    done(approve("pavel", id));

    assertThat(refused(approve("pavel", id)).code().code()).isEqualTo("state-conflict");
    assertThat(refused(inTx("olga", new DiscardDraft(id), editing::discard)).code().code())
        .isEqualTo("state-conflict");
  }

  @Test
  void aDraftOfAnOlderStateIsRefusedSoThatNothingIsUndoneUnseen() {
    publish(HEADER + RUB);
    UUID first = done(importCsv("olga", HEADER + RUB + KZT)).id();
    UUID second = done(importCsv("roman", HEADER + RUB + JPY)).id();
    done(approve("pavel", first));

    assertThat(refused(approve("pavel", second)).code()).isEqualTo(ReferenceCodes.OUTDATED_DRAFT);
    assertThat(rows(0)).extracting(DatasetRow::key).containsExactly("KZT", "RUB");
  }

  @Test
  void everyVersionStaysReadableAndAnyTwoCompare() {
    publish(HEADER + RUB);
    publish(HEADER + RUB + KZT);
    publish(HEADER + JPY);

    assertThat(rows(1)).extracting(DatasetRow::key).containsExactly("RUB");
    assertThat(rows(2)).extracting(DatasetRow::key).containsExactly("KZT", "RUB");
    var compare = new CompareVersions("currencies", 1, 3, "", "", 0, 10);
    assertThat(done(browsing.compare(caller("olga"), compare, db.database())).items())
        .extracting(Change::key, Change::kind)
        .containsExactly(
            org.assertj.core.groups.Tuple.tuple("JPY", ChangeKind.ADDED),
            org.assertj.core.groups.Tuple.tuple("RUB", ChangeKind.REMOVED));
  }

  @Test
  void anExportReadsBackWithoutAChange() {
    publish(HEADER + RUB + "XAU,959,\"Gold, \"\"fine\"\"\",Золото,,false\n");
    String csv =
        done(browsing.export(caller("olga"), new ExportDataset("currencies", 0), db.database()))
            .csv();

    DraftView again = done(importCsv("olga", csv));

    assertThat(again.isEmpty()).isTrue();
    assertThat(csv).contains("\"Gold, \"\"fine\"\"\"");
  }

  @Test
  void editsByHandAreCheckedLikeAFile() {
    publish(HEADER + RUB);
    UUID id = done(inTx("olga", new StartDraft("currencies"), editing::start)).id();

    Refusal bad = refused(inTx("olga", new PutDraftRow(id, Map.of("code", "rub")), editing::put));
    assertThat(bad.errors())
        .extracting(Refusal.FieldError::field)
        .containsExactly("code", "numeric_code", "name_en", "name_ru", "accepted");

    done(inTx("olga", new PutDraftRow(id, values("USD", "643")), editing::put));
    assertThat(refused(inTx("olga", new SubmitDraft(id), editing::submit)).errors())
        .extracting(Refusal.FieldError::message)
        .containsExactly("is already that of RUB");

    done(inTx("olga", new PutDraftRow(id, values("USD", "840")), editing::put));
    done(inTx("olga", new RemoveDraftRow(id, "RUB"), editing::remove));
    DraftView draft = done(inTx("olga", new SubmitDraft(id), editing::submit));
    assertThat(draft.added()).isEqualTo(1);
    assertThat(draft.removed()).isEqualTo(1);
  }

  @Test
  void aRowThatAnotherDatasetRefersToCannotGo() {
    publish(HEADER + RUB + KZT);
    UUID tariffs =
        done(inTx(
                "olga",
                new ImportDataset(
                    "inter-branch-tariffs",
                    "t.csv",
                    CsvFile.of(
                        """
                        operation,origin,home,currency,percent,fixed,effective_from
                        payment,*,*,RUB,1.5,0,2026-01-01
                        """),
                    ImportMode.REPLACE,
                    Afterwards.SUBMIT),
                editing::importCsv))
            .id();
    done(approve("pavel", tariffs));
    UUID withoutRoubles = done(importCsv("olga", HEADER + KZT)).id();

    Refusal refusal = refused(approve("pavel", withoutRoubles));

    assertThat(refusal.errors().getFirst().field()).isEqualTo("RUB");
    assertThat(refusal.errors().getFirst().message()).contains("inter-branch-tariffs");
  }

  @Test
  void anOlderStateComesBackAsANewVersionOnceAnotherPersonApproves() {
    publish(HEADER + RUB + KZT);
    publish(HEADER + RUB.replace("Russian Ruble", "Rouble") + JPY);

    DraftView draft =
        done(
            inTx("olga", new RestoreVersion("currencies", 1, Afterwards.SUBMIT), editing::restore));

    assertThat(draft.preview())
        .extracting(Change::key, Change::kind)
        .containsExactly(
            org.assertj.core.groups.Tuple.tuple("JPY", ChangeKind.REMOVED),
            org.assertj.core.groups.Tuple.tuple("KZT", ChangeKind.ADDED),
            org.assertj.core.groups.Tuple.tuple("RUB", ChangeKind.CHANGED));
    assertThat(refused(approve("olga", draft.id())).code()).isEqualTo(ReferenceCodes.OWN_DRAFT);
    assertThat(done(approve("pavel", draft.id())).version()).contains(3L);
    assertThat(rows(0)).isEqualTo(rows(1));
    assertThat(
            refused(
                    inTx(
                        "olga",
                        new RestoreVersion("currencies", 1, Afterwards.SUBMIT),
                        editing::restore))
                .code())
        .isEqualTo(org.sbms.contract.RefusalCode.STATE_CONFLICT);
  }

  @Test
  void differencesAreFilteredByKindAndByText() {
    publish(HEADER + RUB + KZT);
    publish(HEADER + RUB.replace("Russian Ruble", "Rouble") + JPY);

    assertThat(compared("REMOVED", "")).containsExactly("KZT");
    assertThat(compared("", "russian")).containsExactly("RUB");
    assertThat(compared("ADDED", "russian")).isEmpty();
    assertThat(compared("", "")).containsExactly("JPY", "KZT", "RUB");
  }

  private List<String> compared(String kind, String search) {
    return done(
            browsing.compare(
                caller("olga"),
                new CompareVersions("currencies", 1, 2, kind, search, 0, 10),
                db.database()))
        .items()
        .stream()
        .map(Change::key)
        .toList();
  }

  @Test
  void aRowTellsWhatBecameOfItAndByWhom() {
    publish(HEADER + RUB + KZT);
    publish(HEADER + RUB.replace("Russian Ruble", "Rouble") + KZT);
    publish(HEADER + KZT);

    BrowseReference.RowHistory history =
        done(
            browsing.history(
                caller("olga"),
                new BrowseReference.ShowRowHistory("currencies", "RUB"),
                db.database()));

    assertThat(history.states())
        .extracting(state -> state.fromVersion() + "-" + state.toVersion().orElseThrow())
        .containsExactly("2-3", "1-2");
    assertThat(history.states().getFirst().before()).containsEntry("name_en", "Russian Ruble");
    assertThat(history.states().getLast().before()).isEmpty();
    assertThat(history.states().getLast().approvedBy()).isEqualTo("pavel");
  }

  @Test
  void manyRowsAreEditedAtOnceEachByItself() {
    publish(HEADER + RUB + KZT);
    UUID id = done(inTx("olga", new StartDraft("currencies"), editing::start)).id();
    Map<String, String> jpy = new java.util.HashMap<>(values("JPY", "392"));
    Map<String, String> wrong = new java.util.HashMap<>(values("USD", "84"));
    Map<String, String> renamed = new java.util.HashMap<>(values("KZX", "398"));

    EditSheet.EditedRows edited =
        done(
            inTx(
                "roman",
                new EditSheet.EditDraftRows(
                    id,
                    List.of(
                        edit(EditSheet.Doing.PUT, "", jpy),
                        edit(EditSheet.Doing.PUT, "", wrong),
                        edit(EditSheet.Doing.PUT, "", values("RUB", "643")),
                        edit(EditSheet.Doing.PUT, "KZT", renamed),
                        edit(EditSheet.Doing.REMOVE, "RUB", Map.of()))),
                SheetEditing::edit));

    assertThat(edited.rows())
        .extracting(row -> row.errors().stream().map(error -> error.field()).toList().toString())
        .containsExactly("[]", "[numeric_code]", "[code]", "[]", "[]");
    assertThat(edited.draft().authors()).containsExactly("olga", "roman");
    assertThat(
            done(SheetEditing.rows(
                    caller("olga"),
                    new EditSheet.ListDraftRows(id, "", true, 0, 10),
                    db.database()))
                .items())
        .extracting(row -> row.key() + " " + row.change().orElseThrow())
        .containsExactly("JPY ADDED", "KZT REMOVED", "KZX ADDED", "RUB REMOVED");
  }

  private static EditSheet.RowEdit edit(
      EditSheet.Doing doing, String original, Map<String, String> values) {
    return new EditSheet.RowEdit(doing, original, values);
  }

  @Test
  void mistakesBetweenLinesOfAFileAreNamedAndNothingOfItStays() {
    Refusal repeated = refused(importCsv("olga", HEADER + RUB + KZT + RUB));
    assertThat(repeated.errors())
        .extracting(error -> error.field() + " " + error.message())
        .containsExactly("test.csv:4:code repeats the key RUB of line 2");

    Refusal taken = refused(importCsv("olga", HEADER + RUB + KZT.replace("398", "643")));
    assertThat(taken.errors())
        .extracting(error -> error.field() + " " + error.message())
        .containsExactly("test.csv:2:numeric_code is already that of KZT");
    assertThat(
            db.database().one(row -> row.getLong(0), "select count(*) from reference_import_line"))
        .contains(0L);
  }

  @Test
  void theDatabaseItselfRefusesALowerVersion() {
    publish(HEADER + RUB);
    assertThatThrownBy(() -> db.database().run("update reference_head set version = 1"))
        .hasMessageContaining("must be above");
  }

  private void publish(String csv) {
    done(approve("pavel", done(importCsv("olga", csv)).id()));
  }

  private Outcome<DraftView> importCsv(String login, String csv) {
    return inTx(
        login,
        new ImportDataset(
            "currencies", "test.csv", CsvFile.of(csv), ImportMode.REPLACE, Afterwards.SUBMIT),
        editing::importCsv);
  }

  private Outcome<DraftView> approve(String login, UUID id) {
    return inTx(login, new ApproveDraft(id, ""), publishing::approve);
  }

  private List<DatasetRow> rows(long version) {
    var operation = new ListRows("currencies", version, "", "", false, 0, 100);
    return done(browsing.rows(caller("olga"), operation, db.database())).items();
  }

  private List<VersionOfDataset> versions() {
    return done(browsing.versions(caller("olga"), new ListVersions("", 10), db.database())).items();
  }

  private interface Handler<O, R> {
    Outcome<R> handle(Command<O> command, org.sbms.kit.db.Tx tx);
  }

  private static <O, R> Outcome<R> inTx(String login, O operation, Handler<O, R> handler) {
    return db.database()
        .inTransaction(tx -> handler.handle(new Command<>(caller(login), "k", operation), tx));
  }

  private static Caller caller(String login) {
    return new Caller(new Actor(NodeId.CENTRAL, login, "reference"), NodeId.CENTRAL, Set.of());
  }

  private static Map<String, String> values(String code, String number) {
    return Map.of(
        "code", code, "numeric_code", number, "name_en", code, "name_ru", code, "accepted", "true");
  }

  private static <R> R done(Outcome<R> outcome) {
    assertThat(outcome).isInstanceOf(Outcome.Done.class);
    return ((Outcome.Done<R>) outcome).result();
  }

  private static Refusal refused(Outcome<?> outcome) {
    assertThat(outcome).isInstanceOf(Outcome.Refused.class);
    return ((Outcome.Refused<?>) outcome).refusal();
  }
}
