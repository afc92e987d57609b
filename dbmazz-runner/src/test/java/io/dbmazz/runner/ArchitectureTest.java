package io.dbmazz.runner;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Test;

/** The direction of dependencies. */
class ArchitectureTest {

  private static final JavaClasses RUNNER =
      new ClassFileImporter()
          .withImportOption(new ImportOption.DoNotIncludeTests())
          .importPackages("io.dbmazz.runner");

  @Test
  void packagesHaveNoCycles() {
    slices().matching("io.dbmazz.runner.(*)..").should().beFreeOfCycles().check(RUNNER);
  }

  @Test
  void connectorsAreKnownByNameOnly() {
    noClasses()
        .should()
        .dependOnClassesThat(
            resideInAnyPackage("io.dbmazz.postgres..", "io.dbmazz.starrocks..")
                .and(not(resideInAPackage("io.dbmazz.starrocks.emulator.."))))
        .check(RUNNER);
  }

  @Test
  void emulatorIsForTheCommandLineAndTheDemo() {
    noClasses()
        .that()
        .resideOutsideOfPackages("io.dbmazz.runner.cli..", "io.dbmazz.runner.demo..")
        .should()
        .dependOnClassesThat()
        .resideInAPackage("io.dbmazz.starrocks.emulator..")
        .check(RUNNER);
  }

  @Test
  void grpcEndsAtTheServicesAndTheirCallers() {
    noClasses()
        .that()
        .resideOutsideOfPackages(
            "io.dbmazz.runner.control..", "io.dbmazz.runner.cli..", "io.dbmazz.runner.demo..")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("io.grpc..", "com.google.protobuf..", "io.dbmazz.control..")
        .check(RUNNER);
  }

  @Test
  void stagesDoNotKnowWhoAssemblesThem() {
    noClasses()
        .that()
        .resideInAnyPackage(
            "io.dbmazz.runner.connect..",
            "io.dbmazz.runner.pipeline..",
            "io.dbmazz.runner.offset..",
            "io.dbmazz.runner.control..",
            "io.dbmazz.runner.metrics..")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("io.dbmazz.runner", "io.dbmazz.runner.cli..", "io.dbmazz.runner.demo..")
        .check(RUNNER);
  }

  @Test
  void onlyPublicConnectInterfacesAreUsed() {
    noClasses()
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("org.apache.kafka.connect.runtime..", "org.apache.kafka.common.utils..")
        .check(RUNNER);
  }
}
