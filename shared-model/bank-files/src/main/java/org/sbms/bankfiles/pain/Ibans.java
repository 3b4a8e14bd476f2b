package org.sbms.bankfiles.pain;

/** ISO 13616: what makes a string an IBAN. */
public final class Ibans {
  private static final int MODULUS = 97;

  private Ibans() {}

  public static String plain(String typed) {
    return typed.replaceAll("\\s", "").toUpperCase(java.util.Locale.ROOT);
  }

  /** The first four signs go to the end, letters count 10 to 35; the rest by 97 must be one. */
  public static boolean isValid(String iban) {
    if (!iban.matches("[A-Z]{2}[0-9]{2}[A-Z0-9]{11,30}")) {
      return false;
    }
    int rest = 0;
    String turned = iban.substring(4) + iban.substring(0, 4);
    for (int i = 0; i < turned.length(); i++) {
      int value = Character.digit(turned.charAt(i), 36);
      rest = (rest * (value > 9 ? 100 : 10) + value) % MODULUS;
    }
    return rest == 1;
  }
}
