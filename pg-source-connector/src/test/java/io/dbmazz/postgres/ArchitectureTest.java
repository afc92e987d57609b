package io.dbmazz.postgres;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Test;

class ArchitectureTest {

  private static final JavaClasses CLASSES =
      new ClassFileImporter()
          .withImportOption(new ImportOption.DoNotIncludeTests())
          .importPackages("io.dbmazz.postgres");

  @Test
  void stagesKnowOnlyWhatComesBeforeThem() {
    layeredArchitecture()
        .consideringOnlyDependenciesInAnyPackage("io.dbmazz.postgres..")
        .layer("task")
        .definedBy("io.dbmazz.postgres")
        .layer("setup")
        .definedBy("..setup")
        .layer("replication")
        .definedBy("..replication")
        .layer("spool")
        .definedBy("..spool")
        .layer("pgoutput")
        .definedBy("..pgoutput")
        .layer("type")
        .definedBy("..type..")
        .layer("change")
        .definedBy("..change")
        .layer("emit")
        .definedBy("..emit")
        .layer("snapshot")
        .definedBy("..snapshot..")
        .whereLayer("task")
        .mayNotBeAccessedByAnyLayer()
        .whereLayer("setup")
        .mayNotAccessAnyLayer()
        .whereLayer("replication")
        .mayNotAccessAnyLayer()
        .whereLayer("spool")
        .mayOnlyAccessLayers("replication", "pgoutput")
        .whereLayer("pgoutput")
        .mayNotAccessAnyLayer()
        .whereLayer("type")
        .mayOnlyAccessLayers("pgoutput")
        .whereLayer("change")
        .mayOnlyAccessLayers("pgoutput", "type")
        .whereLayer("emit")
        .mayOnlyAccessLayers("change")
        .whereLayer("snapshot")
        .mayOnlyAccessLayers("setup", "pgoutput", "type", "change", "emit")
        .check(CLASSES);
  }

  @Test
  void packagesHaveNoCycles() {
    slices().matching("io.dbmazz.postgres.(*)..").should().beFreeOfCycles().check(CLASSES);
  }

  @Test
  void onlyConnectorAndTaskAreVisibleInTheRoot() {
    classes()
        .that()
        .resideInAPackage("io.dbmazz.postgres")
        .and()
        .areTopLevelClasses()
        .and()
        .doNotHaveSimpleName("PostgresSourceConnector")
        .and()
        .doNotHaveSimpleName("PostgresSourceTask")
        .should()
        .bePackagePrivate()
        .check(CLASSES);
  }

  @Test
  void wireFormatKnowsNeitherSqlNorConnect() {
    noClasses()
        .that()
        .resideInAPackage("..pgoutput")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("java.sql..", "org.postgresql..", "org.apache.kafka..")
        .check(CLASSES);
  }

  @Test
  void taskWireFormatAndRecordsDoNotKnowTheDriver() {
    noClasses()
        .that()
        .resideInAnyPackage("io.dbmazz.postgres", "..pgoutput", "..emit")
        .should()
        .dependOnClassesThat()
        .resideInAPackage("org.postgresql..")
        .check(CLASSES);
  }
}
