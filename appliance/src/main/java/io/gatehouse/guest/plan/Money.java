package io.gatehouse.guest.plan;

import java.util.Currency;
import java.util.Locale;

/** An amount in the currency's smallest unit (ISO 4217), never a floating-point number. */
public record Money(long minor, String currency) {
  public Money {
    if (minor < 0) {
      throw new IllegalArgumentException("an amount is not negative");
    }
    Currency.getInstance(currency);
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
