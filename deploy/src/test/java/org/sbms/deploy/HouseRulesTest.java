package org.sbms.deploy;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.core.importer.Location;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import org.jspecify.annotations.NullMarked;

/** Who may know whom: the table of modules and the floors of a branch, as rules. */
@AnalyzeClasses(
    packages = "org.sbms",
    importOptions = {DoNotIncludeTests.class, HouseRulesTest.NoTestJars.class})
class HouseRulesTest {

  /** The packaged tests of a module, which {@link DoNotIncludeTests} does not know as tests. */
  static final class NoTestJars implements ImportOption {
    @Override
    public boolean includes(Location location) {
      return !location.contains("-tests.jar");
    }
  }

  private static final String CONTRACT = "org.sbms.contract..";
  private static final String BANK_FILES = "org.sbms.bankfiles..";
  private static final String KIT = "org.sbms.kit..";
  private static final String RECONCILIATION = "org.sbms.reconciliation..";
  private static final String BRANCH = "org.sbms.branch..";
  private static final String CENTRAL = "org.sbms.central..";
  private static final String DEPLOY = "org.sbms.deploy..";

  @ArchTest
  static final ArchRule CONTRACT_KNOWS_NOBODY =
      noClasses()
          .that()
          .resideInAPackage(CONTRACT)
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(
              KIT, RECONCILIATION, BRANCH, CENTRAL, DEPLOY, "io.vertx..", "java.sql..");

  @ArchTest
  static final ArchRule BANK_FILES_KNOW_THE_CONTRACT_ONLY =
      noClasses()
          .that()
          .resideInAPackage(BANK_FILES)
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(
              KIT, RECONCILIATION, BRANCH, CENTRAL, DEPLOY, "io.vertx..", "java.sql..");

  @ArchTest
  static final ArchRule THE_KIT_KNOWS_THE_CONTRACT_ONLY =
      noClasses()
          .that()
          .resideInAPackage(KIT)
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(RECONCILIATION, BRANCH, CENTRAL, DEPLOY);

  @ArchTest
  static final ArchRule RECONCILIATION_IS_PURE =
      noClasses()
          .that()
          .resideInAPackage(RECONCILIATION)
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(KIT, BRANCH, CENTRAL, DEPLOY, "io.vertx..", "java.sql..");

  @ArchTest
  static final ArchRule A_BRANCH_KNOWS_NEITHER_CENTRAL_NOR_RECONCILIATION =
      noClasses()
          .that()
          .resideInAPackage(BRANCH)
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(CENTRAL, RECONCILIATION, DEPLOY);

  @ArchTest
  static final ArchRule CENTRAL_KNOWS_NO_BRANCH =
      noClasses()
          .that()
          .resideInAPackage(CENTRAL)
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(BRANCH, DEPLOY);

  @ArchTest
  static final ArchRule FLOORS_OF_A_BRANCH =
      layeredArchitecture()
          .consideringOnlyDependenciesInLayers()
          .withOptionalLayers(true)
          .layer("app")
          .definedBy("org.sbms.branch.app..")
          .layer("entry")
          .definedBy(branch("desk", "corporate", "selfcare", "rest", "peer", "paysystem"))
          .layer("over")
          .definedBy(
              branch(
                  "billing",
                  "collections",
                  "delivery",
                  "statement",
                  "notification",
                  "report",
                  "notice",
                  "settlement",
                  "partner",
                  "bulk",
                  "bank",
                  "directdebit"))
          .layer("doing")
          .definedBy(
              branch(
                  "charge",
                  "subscription",
                  "rating",
                  "payment",
                  "supply",
                  "refund",
                  "intake",
                  "approval",
                  "cashdesk",
                  "voucher",
                  "cardgateway",
                  "cheque",
                  "provisioning",
                  "care",
                  "content",
                  "forwarding"))
          .layer("being")
          .definedBy(
              branch(
                  "party",
                  "customer",
                  "pricing",
                  "catalog",
                  "equipment",
                  "dealer",
                  "directory",
                  "reference",
                  "limit",
                  "ledger",
                  "journal",
                  "day"))
          .whereLayer("app")
          .mayNotBeAccessedByAnyLayer()
          .whereLayer("entry")
          .mayOnlyBeAccessedByLayers("app")
          .whereLayer("over")
          .mayOnlyBeAccessedByLayers("app", "entry")
          .whereLayer("doing")
          .mayOnlyBeAccessedByLayers("app", "entry", "over")
          .whereLayer("being")
          .mayOnlyBeAccessedByLayers("app", "entry", "over", "doing");

  @ArchTest
  static final ArchRule PRICING_IS_PURE =
      classes()
          .that()
          .resideInAPackage("org.sbms.branch.pricing..")
          .should()
          .onlyDependOnClassesThat()
          .resideInAnyPackage(
              "org.sbms.branch.pricing..",
              "org.sbms.contract..",
              "java.lang..",
              "java.math..",
              "java.time..",
              "java.util..",
              "org.jspecify..");

  @ArchTest
  static final ArchRule FEATURES_OF_A_BRANCH_MAKE_NO_CIRCLE =
      slices().matching("org.sbms.branch.(*)..").should().beFreeOfCycles();

  @ArchTest
  static final ArchRule FEATURES_OF_CENTRAL_MAKE_NO_CIRCLE =
      slices().matching("org.sbms.central.(*)..").should().beFreeOfCycles();

  @ArchTest
  static final ArchRule PARTS_OF_THE_KIT_MAKE_NO_CIRCLE =
      slices().matching("org.sbms.kit.(*)..").should().beFreeOfCycles();

  @ArchTest
  static final ArchRule DECISIONS_ARE_FREE_OF_INPUT_CLOCK_AND_CHANCE =
      noClasses()
          .that()
          .haveSimpleNameEndingWith("Decisions")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(
              "io.vertx..",
              "java.sql..",
              "java.io..",
              "java.nio..",
              "java.util.random..",
              "org.sbms.kit.db..")
          .orShould()
          .dependOnClassesThat()
          .areAssignableTo(java.time.InstantSource.class)
          .orShould()
          .dependOnClassesThat()
          .areAssignableTo(java.util.Random.class)
          .orShould()
          .callMethod(System.class, "currentTimeMillis")
          .orShould()
          .callMethod(java.time.Instant.class, "now");

  @ArchTest
  static final ArchRule EVERY_PACKAGE_SAYS_WHETHER_NULL_MAY_BE =
      classes().that().haveSimpleName("package-info").should().beAnnotatedWith(NullMarked.class);

  private static String[] branch(String... features) {
    return java.util.Arrays.stream(features)
        .map(feature -> "org.sbms.branch." + feature + "..")
        .toArray(String[]::new);
  }
}
