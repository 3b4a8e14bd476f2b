package org.sbms.deploy.postgres;

import java.nio.file.Path;
import org.sbms.contract.NodeId;
import org.sbms.deploy.federation.Layout;

/** Where one server keeps its data and its log. */
record PostgresHome(Layout layout, Path data, Path log) {

  /** Of the one server that serves all nodes. */
  static PostgresHome shared(Layout layout) {
    return new PostgresHome(layout, layout.postgresData(), layout.log("postgres"));
  }

  /** Of a server that serves that node alone. */
  static PostgresHome of(NodeId node, Layout layout) {
    return new PostgresHome(layout, layout.postgresData(node), layout.log("postgres-" + node));
  }
}
