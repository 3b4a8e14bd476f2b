package org.sbms.kit.web;

/** What one feature adds to a node's pages and API. */
public interface WebFeature {
  void addTo(Web web);
}
