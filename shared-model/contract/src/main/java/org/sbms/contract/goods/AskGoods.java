package org.sbms.contract.goods;

import java.util.UUID;
import org.sbms.contract.BranchCode;
import org.sbms.contract.Operation;

/** Asks home what it has of goods. UNKNOWN proves nothing: the charge may be on its way. */
public record AskGoods(UUID goodsId, BranchCode home) implements Operation<GoodsReply> {}
