package org.sbms.contract.goods;

import com.fasterxml.jackson.annotation.JsonIgnore;
import java.util.stream.Stream;
import org.sbms.contract.Money;

/**
 * What a subscriber pays for an item, and who keeps how much of it. All in one currency, none
 * negative.
 *
 * @param goods for the item itself
 * @param handling for the work of handing it out and putting it in service
 * @param homeOfGoods what the tariff leaves of {@code goods} to the home, for charging it
 * @param homeOfHandling what it leaves of {@code handling} to the home
 */
public record GoodsPrice(Money goods, Money handling, Money homeOfGoods, Money homeOfHandling) {

  /** Whether the parts go together; a peer may send anything. */
  @JsonIgnore
  public boolean isSound() {
    boolean oneCurrency =
        Stream.of(handling, homeOfGoods, homeOfHandling)
            .allMatch(part -> part.currency().equals(goods.currency()));
    return oneCurrency
        && Stream.of(goods, handling, homeOfGoods, homeOfHandling).noneMatch(Money::isNegative)
        && homeOfGoods.compareTo(goods) <= 0
        && homeOfHandling.compareTo(handling) <= 0;
  }

  /** What the subscriber pays. */
  public Money total() {
    return goods.plus(handling);
  }

  /** What the home keeps. */
  public Money homeShare() {
    return homeOfGoods.plus(homeOfHandling);
  }

  /** What the home owes to the origin. */
  public Money originShare() {
    return total().minus(homeShare());
  }

  public Money originOfGoods() {
    return goods.minus(homeOfGoods);
  }

  public Money originOfHandling() {
    return handling.minus(homeOfHandling);
  }
}
