"""Wrong arguments in a call that spans lines."""
class Shape:
    def scale(self, factor, *, origin=None):
        return factor


s = Shape()
s.scale(2)
s.scale(
    2,
    center=(0, 0),
)
