package org.sbms.branch.catalog;

import org.sbms.contract.Operation;

/** Writes a product, new or changed. Its kind and unit stay what they are once it has a price. */
public record SaveProduct(Product product) implements Operation<Product> {}
