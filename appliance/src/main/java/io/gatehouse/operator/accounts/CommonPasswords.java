package io.gatehouse.operator.accounts;

import java.util.Set;
import java.util.regex.Pattern;

/**
 * Passwords that are tried first everywhere: well-known words with digits and signs around them,
 * and runs of the keyboard.
 */
final class CommonPasswords {
  private static final Pattern AROUND = Pattern.compile("^[^a-z]+|[^a-z]+$");

  private static final Set<String> WORDS =
      Set.of(
          "password",
          "passwort",
          "passw0rd",
          "p@ssword",
          "p@ssw0rd",
          "motdepasse",
          "contraseña",
          "senha",
          "nenosiri",
          "administrator",
          "admin",
          "adminadmin",
          "root",
          "rootroot",
          "superuser",
          "welcome",
          "willkommen",
          "karibu",
          "letmein",
          "iloveyou",
          "changeme",
          "changeit",
          "default",
          "secret",
          "supersecret",
          "topsecret",
          "trustno",
          "sunshine",
          "princess",
          "football",
          "baseball",
          "superman",
          "batman",
          "dragon",
          "monkey",
          "master",
          "shadow",
          "michael",
          "jennifer",
          "hello",
          "helloworld",
          "whatever",
          "internet",
          "wireless",
          "hotspot",
          "gatehouse",
          "gateway",
          "router",
          "mikrotik",
          "raspberry",
          "raspberrypi",
          "ubuntu",
          "debian",
          "linux",
          "guest",
          "hotel",
          "reception",
          "wifi",
          "wifipassword",
          "qwerty",
          "qwertyuiop",
          "qwertz",
          "qwertzuiop",
          "azerty",
          "azertyuiop",
          "asdfgh",
          "asdfghjkl",
          "zxcvbn",
          "zxcvbnm",
          "abc",
          "abcd",
          "abcdef",
          "abcdefgh",
          "abcdefghij",
          "abcdefghijkl",
          "test",
          "testtest",
          "testing",
          "temp",
          "temporary",
          "login",
          "user",
          "username",
          "computer",
          "service",
          "support",
          "office",
          "company",
          "money",
          "freedom");

  private static final Set<String> RUNS =
      Set.of(
          "1234567890",
          "0123456789",
          "0987654321",
          "9876543210",
          "12345678910",
          "123456789a",
          "1q2w3e4r5t",
          "1q2w3e4r5t6y",
          "1qaz2wsx3edc",
          "q1w2e3r4t5",
          "a1b2c3d4e5",
          "123123123123",
          "qwerty12345",
          "1111122222",
          "1122334455",
          "qazwsxedcrfv",
          "zaq12wsxcde3");

  private CommonPasswords() {}

  /**
   * @param plain in lower case
   */
  static boolean contains(String plain) {
    return RUNS.contains(plain) || WORDS.contains(AROUND.matcher(plain).replaceAll(""));
  }
}
