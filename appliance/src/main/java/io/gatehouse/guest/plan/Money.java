package io.gatehouse.guest.plan;

import java.math.BigDecimal;
import java.util.Currency;
import java.util.Locale;
import java.util.Optional;

/** An amount in the currency's smallest unit (ISO 4217), never a floating-point number. */
public record Money(long minor, String currency) {
  public Money {
    if (minor < 0) {
      throw new IllegalArgumentException("an amount is not negative");
    }
    Currency.getInstance(currency);
  }

  /**
   * Reads an amount such as {@code 500} or {@code 2.50} exactly; empty where it is no amount, has
   * more decimals than the currency, or the currency is unknown.
   */
  public static Optional<Money> parse(String amount, String currency) {
    if (!amount.matches("\\d{1,15}(\\.\\d{1,4})?")) {
      return Optional.empty();
    }
    try {
      int digits = Math.max(Currency.getInstance(currency).getDefaultFractionDigits(), 0);
      long minor = new BigDecimal(amount).movePointRight(digits).longValueExact();
      return Optional.of(new Money(minor, currency));
    } catch (IllegalArgumentException | ArithmeticException e) {
      return Optional.empty();
    }
  }

  public boolean isFree() {
    return minor == 0;
  }

  /** {@code TZS 500.00}: code first, then as many decimals as the currency has. */
  @Override
  public String toString() {
    int digits = Currency.getInstance(currency).getDefaultFractionDigits();
    return currency
        + " "
        + java.math.BigDecimal.valueOf(minor, Math.max(digits, 0)).toPlainString();
  }

  /** The amount alone, grouped the way readers of the locale expect. */
  public String in(Locale locale) {
    int digits = Math.max(Currency.getInstance(currency).getDefaultFractionDigits(), 0);
    java.text.NumberFormat format = java.text.NumberFormat.getInstance(locale);
    format.setMinimumFractionDigits(digits);
    format.setMaximumFractionDigits(digits);
    return currency + " " + format.format(java.math.BigDecimal.valueOf(minor, digits));
  }
}
