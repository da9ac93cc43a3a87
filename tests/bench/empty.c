// What any process costs here: the least that a start and an end can take.
int main(void) {
  return 0;
}
