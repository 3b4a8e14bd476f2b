package org.sbms.central.reference;

import static org.sbms.central.reference.ReferencePermissions.VIEW;

import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.sbms.central.reference.LongWork.Job;
import org.sbms.central.reference.PageModels.FileMistake;
import org.sbms.central.reference.PageModels.WorkPage;
import org.sbms.contract.Outcome;
import org.sbms.contract.Refusal;
import org.sbms.kit.web.PageRequest;
import org.sbms.kit.web.PageResponse;
import org.sbms.kit.web.Web;
import org.sbms.kit.web.WebFeature;

/** Shows how far an import or an approval of many rows is. */
final class WorkPages implements WebFeature {
  private static final String WORK = "/reference/running/";

  private final LongWork work;

  WorkPages(LongWork work) {
    this.work = work;
  }

  @Override
  public void addTo(Web web) {
    web.get(WORK + ":id", VIEW, this::show);
  }

  static PageResponse to(Job job) {
    return PageResponse.redirect(WORK + job.id());
  }

  private PageResponse show(PageRequest request) {
    return request
        .pathId("id")
        .flatMap(work::find)
        .map(job -> page(request, job))
        .orElseGet(() ->
            PageResponse.notFound("There is no such work, or this node was started again since."));
  }

  /** What watched it in place is led on by a button; who opens the page anew goes there at once. */
  private PageResponse page(PageRequest request, Job job) {
    Optional<UUID> draft = draft(job);
    if (draft.isPresent() && !request.isPart()) {
      return PageResponse.redirect(DraftPages.DRAFTS + "/" + draft.get());
    }
    Optional<Refusal> refusal = refusal(job);
    return PageResponse.page(
        "reference/work",
        new WorkPage(
            job.id(),
            job.kind().name(),
            job.state() == LongWork.State.RUNNING,
            job.dataset(),
            job.file(),
            job.read(),
            job.bytes(),
            work.ageOf(job).toSeconds(),
            draft.map(UUID::toString).orElse(""),
            refusal.map(request.texts()::refusal).orElse(""),
            refusal.map(Refusal::errors).orElse(List.of()).stream().map(FileMistake::of).toList()));
  }

  private static Optional<UUID> draft(Job job) {
    return job.outcome()
        .flatMap(outcome ->
            outcome instanceof Outcome.Done<DraftView>(DraftView draft)
                ? Optional.of(draft.id())
                : Optional.empty());
  }

  private static Optional<Refusal> refusal(Job job) {
    return job.outcome()
        .flatMap(outcome ->
            outcome instanceof Outcome.Refused<DraftView>(Refusal refusal)
                ? Optional.of(refusal)
                : Optional.empty());
  }
}
