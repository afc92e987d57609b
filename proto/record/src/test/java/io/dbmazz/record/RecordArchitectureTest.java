package io.dbmazz.record;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;

import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Test;

class RecordArchitectureTest {

  @Test
  void recordDependsOnTheJdkAndConnectsRecordsAlone() {
    classes()
        .should()
        .onlyDependOnClassesThat()
        .resideInAnyPackage(
            "java..",
            "io.dbmazz.record..",
            "org.apache.kafka.connect.data..",
            "org.apache.kafka.connect.source..",
            "org.apache.kafka.connect.sink..")
        .check(
            new ClassFileImporter()
                .withImportOption(new ImportOption.DoNotIncludeTests())
                .importPackages("io.dbmazz.record"));
  }
}
