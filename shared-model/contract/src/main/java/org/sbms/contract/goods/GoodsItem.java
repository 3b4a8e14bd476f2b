package org.sbms.contract.goods;

/**
 * One item, as it lies in a box.
 *
 * @param serial unique among all items: a SIM's ICCID, the number of a card or a box
 */
public record GoodsItem(EquipmentKind kind, String model, String serial) {}
