package org.sbms.kit.web;

import java.time.ZoneId;
import org.sbms.contract.NodeId;

/**
 * The node as its pages name it.
 *
 * @param name for people: {@code North-West}
 */
public record Site(NodeId node, String name, ZoneId zone, String version) {

  /** Cookies know no ports, and nodes may share a host: each node's cookies bear its name. */
  String cookie(String what) {
    return "__Host-sbms-" + node.value().toLowerCase(java.util.Locale.ROOT) + "-" + what;
  }
}
