package org.sbms.branch.reference;

import org.sbms.branch.reference.BrowseCopy.CopyList;
import org.sbms.branch.reference.BrowseCopy.CopySummary;
import org.sbms.contract.reference.DatasetRow;
import org.sbms.kit.web.table.Table;

/** What the templates of the copy are given. */
public interface CopyPageModels {
  record DatasetsPage(CopyList copies, Table<CopySummary> datasets) {}

  record RowsPage(String dataset, long version, Table<DatasetRow> rows) {}
}
