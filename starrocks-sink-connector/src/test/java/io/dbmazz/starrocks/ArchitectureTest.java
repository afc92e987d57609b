package io.dbmazz.starrocks;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Test;

class ArchitectureTest {

  private static final String ROOT = "io.dbmazz.starrocks";
  private static final JavaClasses CLASSES =
      new ClassFileImporter()
          .withImportOption(new ImportOption.DoNotIncludeTests())
          .importPackages(ROOT)
          .that(JavaClass.Predicates.resideOutsideOfPackage(ROOT + ".emulator.."));

  @Test
  void stagesDoNotDependOnEachOtherInCircles() {
    slices().matching(ROOT + ".(*)..").should().beFreeOfCycles().check(CLASSES);
  }

  @Test
  void connectSeesConnectorAndTaskAlone() {
    classes()
        .that()
        .resideInAPackage(ROOT)
        .and()
        .haveModifier(JavaModifier.PUBLIC)
        .should()
        .haveNameMatching(".*StarRocksSink(Connector|Task)")
        .check(CLASSES);
  }

  @Test
  void noStageKnowsTheTask() {
    noClasses()
        .that()
        .resideOutsideOfPackage(ROOT)
        .should()
        .dependOnClassesThat()
        .resideInAPackage(ROOT)
        .check(CLASSES);
  }

  @Test
  void readingAndBufferingDoNotKnowLoading() {
    noClasses()
        .that()
        .resideInAnyPackage(ROOT + ".change", ROOT + ".buffer")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(ROOT + ".load", ROOT + ".json")
        .check(CLASSES);
  }

  @Test
  void onlyTheTablesSpeakSql() {
    noClasses()
        .that()
        .resideOutsideOfPackage(ROOT + ".table")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("java.sql", "com.mysql..")
        .check(CLASSES);
  }

  @Test
  void onlyLoadingSpeaksHttp() {
    noClasses()
        .that()
        .resideOutsideOfPackage(ROOT + ".load")
        .should()
        .dependOnClassesThat()
        .resideInAPackage("org.apache.hc..")
        .check(CLASSES);
  }

  @Test
  void ofOurOwnModulesOnlyTheRecordIsKnown() {
    noClasses()
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(
            "io.dbmazz.postgres..",
            "io.dbmazz.runner..",
            "io.dbmazz.control..",
            ROOT + ".emulator..")
        .check(CLASSES);
  }
}
