package io.dbmazz.runner.demo;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Random;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;

class DocumentsTest {

  private final String document = Documents.next(new Random(3), 42);

  @Test
  void documentIsJsonOfAHundredKilobytes() throws IOException {
    assertThat(document.length()).isBetween(Documents.LENGTH, Documents.LENGTH + 200);
    assertThat(new ObjectMapper().readTree(document).get("product").longValue()).isEqualTo(42);
  }

  @Test
  void documentDoesNotShrinkBelowTheToastThreshold() throws IOException {
    ByteArrayOutputStream compressed = new ByteArrayOutputStream();
    try (GZIPOutputStream gzip = new GZIPOutputStream(compressed)) {
      gzip.write(document.getBytes(StandardCharsets.UTF_8));
    }

    assertThat(compressed.size()).isGreaterThan(20_000);
  }
}
