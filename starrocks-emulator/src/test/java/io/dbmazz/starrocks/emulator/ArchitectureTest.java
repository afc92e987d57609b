package io.dbmazz.starrocks.emulator;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Test;

class ArchitectureTest {
  private static final String ROOT = "io.dbmazz.starrocks.emulator";

  private static final JavaClasses CLASSES =
      new ClassFileImporter()
          .withImportOption(new ImportOption.DoNotIncludeTests())
          .importPackages(ROOT);

  @Test
  void packagesDependInOneDirection() {
    layeredArchitecture()
        .consideringOnlyDependenciesInLayers()
        .layer("facade")
        .definedBy(ROOT)
        .layer("http")
        .definedBy(ROOT + ".http")
        .layer("mysql")
        .definedBy(ROOT + ".mysql")
        .layer("row")
        .definedBy(ROOT + ".row")
        .layer("txn")
        .definedBy(ROOT + ".txn")
        .layer("fault")
        .definedBy(ROOT + ".fault")
        .layer("sql")
        .definedBy(ROOT + ".sql")
        .whereLayer("facade")
        .mayNotBeAccessedByAnyLayer()
        .whereLayer("http")
        .mayOnlyBeAccessedByLayers("facade")
        .whereLayer("mysql")
        .mayOnlyBeAccessedByLayers("facade")
        .whereLayer("row")
        .mayOnlyBeAccessedByLayers("facade", "http")
        .whereLayer("txn")
        .mayOnlyBeAccessedByLayers("facade", "http")
        .whereLayer("fault")
        .mayOnlyBeAccessedByLayers("facade", "http")
        .whereLayer("sql")
        .mayOnlyBeAccessedByLayers("facade", "http", "mysql", "row")
        .check(CLASSES);
  }

  @Test
  void packagesAreFreeOfCycles() {
    slices().matching(ROOT + ".(*)..").should().beFreeOfCycles().check(CLASSES);
  }

  @Test
  void theEmulatorKnowsNoOtherModule() {
    noClasses()
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(
            "io.dbmazz.record..",
            "io.dbmazz.control..",
            "io.dbmazz.postgres..",
            "io.dbmazz.runner..",
            "org.apache.kafka..")
        .check(CLASSES);
  }

  @Test
  void eachLibraryHasOneDoor() {
    noClasses()
        .that()
        .resideOutsideOfPackage(ROOT + ".http")
        .should()
        .dependOnClassesThat()
        .resideInAPackage("org.eclipse.jetty..")
        .check(CLASSES);
    noClasses()
        .that()
        .resideOutsideOfPackage(ROOT + ".sql")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("org.h2..", "net.sf.jsqlparser..")
        .check(CLASSES);
  }

  @Test
  void nothingIsPrinted() {
    noClasses()
        .should()
        .accessField(System.class, "out")
        .orShould()
        .accessField(System.class, "err")
        .check(CLASSES);
  }

  @Test
  void classesAreNotInherited() {
    classes()
        .that()
        .areNotInterfaces()
        .and()
        .areNotAnonymousClasses()
        .and()
        .areNotEnums()
        .should()
        .haveModifier(JavaModifier.FINAL)
        .check(CLASSES);
  }
}
